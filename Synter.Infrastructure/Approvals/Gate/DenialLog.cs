using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Keeps each no of the gate as a row, and as an audit entry as long as one actor does not make too many.</summary>
public sealed class DenialLog(SynterDatabase database, AuditLog audit, IWorkspaceFeed feed, TimeProvider clock)
{
    /// <summary>An actor who tries in a loop must not push everybody else out of the audit's sight.</summary>
    private const int AuditedPerMinute = 20;

    public async Task RecordAsync(GateRequest request, Verdict.Denied verdict, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var isAudited = await IsAuditedAsync(context, request, cancellationToken);
        context.Add(Row(request, verdict));
        await context.SaveChangesAsync(cancellationToken);
        if (isAudited)
        {
            await audit.AppendAsync(context, Entry(request, verdict), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        feed.Publish(request.Workspace, FeedTopic.Denials);
    }

    internal StoredDenial Row(GateRequest request, Verdict.Denied verdict) => new()
    {
        WorkspaceId = request.Workspace,
        Id = StrongId.New<DenialId>(clock),
        At = clock.Now(),
        Code = verdict.Code,
        Sentence = verdict.Sentence,
        DeliverableId = request.Deliverable,
        EffectId = verdict.Effect,
        HiredAgentId = request.Agent,
        ActorId = request.By.User,
        ActorName = request.By.Name,
        Via = request.By.Via,
        CorrelationId = request.Correlation.Value,
    };

    internal static AuditEntry Entry(GateRequest request, Verdict.Denied verdict) => new(
        request.Workspace, "gate.denied", request.By.Name, request.By.User, request.By.Via, request.Deliverable.ToString(), request.Correlation,
        new JsonObject
        {
            ["code"] = verdict.Code,
            ["message"] = verdict.Sentence,
            ["effect_id"] = verdict.Effect?.ToString(),
            ["approval_id"] = request.Approval.Found?.Id.ToString(),
            ["moment"] = EnumNames.Write(request.Moment),
        });

    private async Task<bool> IsAuditedAsync(SynterDbContext context, GateRequest request, CancellationToken cancellationToken)
    {
        var since = clock.Now().AddMinutes(-1);
        return await context.Set<StoredDenial>()
            .CountAsync(d => d.At > since && d.ActorId == request.By.User, cancellationToken) < AuditedPerMinute;
    }
}
