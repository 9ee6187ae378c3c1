using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Executions as use cases see them.</summary>
internal sealed class ExecutionStore(
    SynterDatabase database, EffectLedger ledger, DenialLog denials, AuditLog audit, IWorkspaceFeed feed, TimeProvider clock) : IExecutions
{
    public async Task<Approval?> FindApprovalAsync(WorkspaceId workspace, ApprovalId approval, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return (await context.Set<StoredApproval>().SingleOrDefaultAsync(a => a.Id == approval, cancellationToken))?.ToApproval();
    }

    public async Task<ExecutionSubject?> LoadAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var found = await (
            from stored in context.Set<StoredDeliverable>()
            join revision in context.Set<StoredRevision>()
                on new { Id = stored.Id, stored.Revision } equals new { Id = revision.DeliverableId, revision.Revision }
            where stored.Id == deliverable
            select new { Row = stored, revision.Content, revision.ContentHash }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var effects = await context.Set<StoredEffect>().AsNoTracking()
            .Where(e => e.DeliverableId == deliverable && e.PlannedIn == found.Row.PlannedIn)
            .OrderBy(e => e.Position)
            .ToListAsync(cancellationToken);
        var attempts = await AttemptsAsync(context, effects, cancellationToken);
        return new ExecutionSubject(
            workspace, deliverable, found.Row.HiredAgentId, found.Row.State, found.Row.Revision, ContentHash.FromDigest(found.ContentHash),
            DeliverableContent.Read(found.Content),
            [.. effects.Select(e => new ExecutionEffect(e.Id, e.State, e.Attempts, e.RetryAt, InDoubt(e, attempts[e.Id])))]);
    }

    public async Task<bool> ScheduleAsync(GateRequest request, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDeliverableAsync(request.Workspace, request.Deliverable, cancellationToken)
                is not { State: DeliverableState.Approved or DeliverableState.Scheduled } row
            || !Stands(row, request))
        {
            return false;
        }

        row.MoveTo(DeliverableState.Scheduled, clock.Now());
        await context.SaveChangesAsync(cancellationToken);
        await context.EnqueueAsync(request, at, cancellationToken);
        await audit.AppendAsync(context, Entry(request, "deliverable.scheduled", new JsonObject { ["send_at"] = at }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(request.Workspace, FeedTopic.Deliverables, request.Deliverable.ToString());
        return true;
    }

    public async Task<bool> RetryAsync(GateRequest request, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDeliverableAsync(request.Workspace, request.Deliverable, cancellationToken)
                is not { State: DeliverableState.Failed or DeliverableState.PartlyExecuted } row
            || !Stands(row, request))
        {
            return false;
        }

        var now = clock.Now();
        row.MoveTo(DeliverableState.Executing, now);
        await context.SaveChangesAsync(cancellationToken);
        var effects = request.Effects.Select(e => e.Id).ToList();
        await context.Set<StoredEffect>()
            .Where(e => effects.Contains(e.Id) && e.State == EffectState.Failed)
            .ExecuteUpdateAsync(
                e => e.SetProperty(r => r.RetryAt, now).SetProperty(r => r.CorrelationId, request.Correlation.Value), cancellationToken);
        await context.EnqueueAsync(request, now, cancellationToken);
        await audit.AppendAsync(context, Entry(request, "deliverable.retried", Effects(request)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(request.Workspace, FeedTopic.Deliverables, request.Deliverable.ToString());
        return true;
    }

    public async Task MarkRehearsedAsync(GateRequest request, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDeliverableAsync(request.Workspace, request.Deliverable, cancellationToken) is not { } row)
        {
            return;
        }

        row.RehearsedAt = clock.Now();
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(context, Entry(request, "deliverable.rehearsed", Effects(request)), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(request.Workspace, FeedTopic.Deliverables, request.Deliverable.ToString());
    }

    public Task<Result<ResolvedEffect>> ResolveAsync(
        Actor actor, EffectId effect, EffectState outcome, string? note, CancellationToken cancellationToken) =>
        ledger.ResolveAsync(actor, effect, outcome, note, cancellationToken);

    public Task RecordAsync(GateRequest request, Verdict.Denied verdict, CancellationToken cancellationToken) =>
        denials.RecordAsync(request, verdict, cancellationToken);

    private static bool Stands(StoredDeliverable row, GateRequest request) =>
        row.Revision == request.Revision && row.ApprovalId == request.Approval.Found?.Id;

    private static async Task<ILookup<EffectId, StoredAttempt>> AttemptsAsync(
        SynterDbContext context, List<StoredEffect> effects, CancellationToken cancellationToken)
    {
        var inDoubt = effects.Where(e => e.State == EffectState.Executing).Select(e => e.Id).ToList();
        var attempts = inDoubt.Count == 0
            ? []
            : await context.Set<StoredAttempt>().AsNoTracking().Where(a => inDoubt.Contains(a.EffectId)).ToListAsync(cancellationToken);
        return attempts.ToLookup(a => a.EffectId);
    }

    private static AttemptInDoubt? InDoubt(StoredEffect effect, IEnumerable<StoredAttempt> attempts) =>
        effect.State == EffectState.Executing && attempts.Single(a => a.Attempt == effect.Attempts) is { } open
            ? new AttemptInDoubt(open.Attempt, open.DeadlineAt, open.Looks, attempts.Any(a => a.Outcome == AttemptOutcome.NotFound))
            : null;

    private static JsonObject Effects(GateRequest request) =>
        new() { ["effects"] = new JsonArray([.. request.Effects.Select(e => JsonValue.Create(e.Id.ToString()))]) };

    private static AuditEntry Entry(GateRequest request, string kind, JsonObject details) => new(
        request.Workspace, kind, request.By.Name, request.By.User, request.By.Via, request.Deliverable.ToString(), request.Correlation, details);
}
