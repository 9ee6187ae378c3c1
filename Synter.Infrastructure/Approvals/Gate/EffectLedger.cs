using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Writes down what came of effects, and moves their deliverable along in the same transaction.</summary>
public sealed class EffectLedger(SynterDatabase database, DenialLog denials, AuditLog audit, IWorkspaceFeed feed, TimeProvider clock)
{
    /// <summary>The end of an attempt. Does nothing when somebody else wrote it down before.</summary>
    public Task SettleAsync(GateRequest request, int attempt, Settled settled, CancellationToken cancellationToken) =>
        ChangeAsync(request, async (context, effect) =>
        {
            if (effect.State != EffectState.Executing || effect.Attempts != attempt)
            {
                return null;
            }

            var now = clock.Now();
            Move(effect, settled.State, now);
            (effect.RetryAt, effect.ProviderRef, effect.ProviderUrl) = (settled.RetryAt, settled.ProviderRef, settled.ProviderUrl);
            (effect.ProblemCode, effect.Problem) = (settled.ProblemCode, settled.Problem);
            var row = await context.Set<StoredAttempt>().SingleAsync(a => a.EffectId == effect.Id && a.Attempt == attempt, cancellationToken);
            (row.FinishedAt, row.Outcome, row.Problem) = (now, settled.Outcome, settled.Problem);
            return [Entry(request, effect, attempt)];
        }, cancellationToken);

    /// <summary>The gate's no to one effect that was about to be sent. What failed before stays failed.</summary>
    public Task DenyAsync(GateRequest request, Verdict.Denied verdict, CancellationToken cancellationToken) =>
        ChangeAsync(request, (context, effect) =>
        {
            if (effect.State == EffectState.Planned)
            {
                Move(effect, EffectState.Denied, clock.Now());
            }
            else if (effect is not { State: EffectState.Failed, RetryAt: not null })
            {
                return Task.FromResult<IReadOnlyList<AuditEntry>?>(null);
            }

            (effect.RetryAt, effect.ProblemCode, effect.Problem) = (null, verdict.Code, verdict.Sentence);
            context.Add(denials.Row(request, verdict));
            return Task.FromResult<IReadOnlyList<AuditEntry>?>([DenialLog.Entry(request, verdict)]);
        }, cancellationToken);

    /// <summary>The provider was asked and did not answer.</summary>
    public async Task CountLookAsync(GateRequest request, int attempt, CancellationToken cancellationToken)
    {
        var effect = request.Effects.Single().Id;
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await context.Set<StoredAttempt>()
            .Where(a => a.EffectId == effect && a.Attempt == attempt)
            .ExecuteUpdateAsync(a => a.SetProperty(r => r.Looks, r => r.Looks + 1), cancellationToken);
    }

    /// <summary>A person's word on what nobody could tell.</summary>
    public async Task<Result<ResolvedEffect>> ResolveAsync(
        Actor actor, EffectId id, EffectState outcome, string? note, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        if (await context.Set<StoredEffect>().AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } known)
        {
            return Refusals.NotFound("change");
        }

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var deliverable = await context.LockDeliverableAsync(actor.Workspace, known.DeliverableId, cancellationToken);
        var effect = await context.Set<StoredEffect>().SingleAsync(e => e.Id == id, cancellationToken);
        if (deliverable is null || effect.State != EffectState.Unknown)
        {
            return ExecutionErrors.NothingToResolve;
        }

        Move(effect, outcome, clock.Now());
        await AdvanceAsync(context, deliverable, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var details = new JsonObject { ["outcome"] = EnumNames.Write(outcome), ["note"] = note, ["deliverable_id"] = deliverable.Id.ToString() };
        await audit.AppendAsync(context, AuditEntry.By(actor, "effect.resolved", id.ToString(), details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Publish(actor.Workspace, deliverable.Id, id);
        return new ResolvedEffect(id, effect.State, deliverable.Id, deliverable.State);
    }

    private async Task ChangeAsync(
        GateRequest request, Func<SynterDbContext, StoredEffect, Task<IReadOnlyList<AuditEntry>?>> change, CancellationToken cancellationToken)
    {
        var id = request.Effects.Single().Id;
        await using var context = database.Context(new Scope.Workspace(request.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var deliverable = await context.LockDeliverableAsync(request.Workspace, request.Deliverable, cancellationToken);
        var effect = await context.Set<StoredEffect>().SingleAsync(e => e.Id == id, cancellationToken);
        if (deliverable is null || await change(context, effect) is not { } entries)
        {
            return;
        }

        var before = deliverable.State;
        await AdvanceAsync(context, deliverable, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (deliverable.State != before)
        {
            var ended = AuditEntry.BySystem(
                request.Workspace, $"deliverable.{EnumNames.Write(deliverable.State)}", deliverable.Id.ToString(), request.Correlation,
                new JsonObject { ["revision"] = deliverable.Revision });
            entries = [.. entries, ended];
        }

        await audit.AppendAsync(context.Database.GetDbConnection(), transaction.GetDbTransaction(), entries, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Publish(request.Workspace, request.Deliverable, id);
    }

    /// <summary>The deliverable's state is a function of its effects'.</summary>
    private async Task AdvanceAsync(SynterDbContext context, StoredDeliverable deliverable, CancellationToken cancellationToken)
    {
        var effects = await context.Set<StoredEffect>()
            .Where(e => e.DeliverableId == deliverable.Id && e.PlannedIn == deliverable.PlannedIn)
            .ToListAsync(cancellationToken);
        deliverable.MoveTo(SendingProgress.StateOf([.. effects.Select(e => new EffectProgress(e.State, e.RetryAt is not null))]), clock.Now());
        if (deliverable.State == DeliverableState.PendingReview)
        {
            await PlanAnewAsync(context, deliverable, effects, cancellationToken);
        }

        if (deliverable.State != DeliverableState.Executing)
        {
            await context.Set<StoredExecution>().Where(e => e.DeliverableId == deliverable.Id).ExecuteDeleteAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Everything was denied and nothing sent: the same content is a new revision that needs a decision of its own. Denied is
    /// final, so its changes are planned as new ones.
    /// </summary>
    private async Task PlanAnewAsync(
        SynterDbContext context, StoredDeliverable deliverable, List<StoredEffect> denied, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var content = await context.Set<StoredRevision>()
            .Where(r => r.DeliverableId == deliverable.Id && r.Revision == deliverable.Revision)
            .Select(r => r.Content).SingleAsync(cancellationToken);
        deliverable.Revision++;
        (deliverable.PlannedIn, deliverable.ApprovalId) = (deliverable.Revision, null);
        context.Add(new StoredRevision
        {
            WorkspaceId = deliverable.WorkspaceId,
            DeliverableId = deliverable.Id,
            Revision = deliverable.Revision,
            Content = content,
            Reason = RevisionReason.Denied,
            CreatedAt = now,
        });
        context.AddRange(denied.Select(e => new StoredEffect
        {
            WorkspaceId = e.WorkspaceId,
            Id = StrongId.New<EffectId>(clock),
            DeliverableId = e.DeliverableId,
            PlannedIn = deliverable.Revision,
            Position = e.Position,
            Kind = e.Kind,
            Provider = e.Provider,
            IdempotencyKey = e.IdempotencyKey,
            Reason = e.Reason,
            StateAt = now,
        }));
    }

    private static void Move(StoredEffect effect, EffectState state, DateTimeOffset at)
    {
        if (!effect.State.Allows(state))
        {
            throw new InvalidOperationException($"{effect.Id} cannot go from {effect.State} to {state}.");
        }

        (effect.State, effect.StateAt) = (state, at);
    }

    private static AuditEntry Entry(GateRequest request, StoredEffect effect, int attempt) => AuditEntry.BySystem(
        request.Workspace,
        $"effect.{EnumNames.Write(effect.State)}",
        effect.Id.ToString(),
        request.Correlation,
        new JsonObject
        {
            ["deliverable_id"] = request.Deliverable.ToString(),
            ["approval_id"] = request.Approval.Found?.Id.ToString(),
            ["content_hash"] = request.ContentHash.Text,
            ["kind"] = effect.Kind,
            ["provider"] = effect.Provider,
            ["attempt"] = attempt,
            ["provider_ref"] = effect.ProviderRef,
            ["code"] = effect.ProblemCode,
            ["message"] = effect.Problem,
        });

    private void Publish(WorkspaceId workspace, DeliverableId deliverable, EffectId effect)
    {
        feed.Publish(workspace, FeedTopic.Deliverables, deliverable.ToString());
        feed.Publish(workspace, FeedTopic.Effects, effect.ToString());
    }
}
