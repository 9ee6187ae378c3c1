using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>The transactions between an approval and a provider (KERNEL 5).</summary>
public sealed class GrantStore(SynterDatabase database, AuditLog audit, IWorkspaceFeed feed) : IGrants
{
    public async Task<RedeemOutcome> RedeemAsync(Redemption redemption, bool rehearse, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(redemption.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);

        // First the deliverable: its row lock puts an edit, a revoke or an undo either before this, and then nothing matches any
        // more, or after, and then they find it executing. (Spending first lost a race against an edit not yet committed.)
        if (await ClaimContentAsync(context, redemption, cancellationToken) == 0)
        {
            return RedeemOutcome.ContentMoved;
        }

        if (await SpendAsync(context, redemption, cancellationToken) == 0)
        {
            return RedeemOutcome.ApprovalGone;
        }

        await GrantAsync(context, redemption, cancellationToken);
        await context.EnqueueAsync(redemption, cancellationToken);
        await audit.AppendAsync(context, Entry(redemption), cancellationToken);
        if (rehearse)
        {
            await transaction.RollbackAsync(cancellationToken);
            return RedeemOutcome.Redeemed;
        }

        await transaction.CommitAsync(cancellationToken);
        feed.Publish(redemption.Workspace, FeedTopic.Deliverables, redemption.Deliverable.ToString());
        feed.Publish(redemption.Workspace, FeedTopic.Approvals, redemption.Approval.ToString());
        return RedeemOutcome.Redeemed;
    }

    public async Task<Grant?> NextAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Grants(context, effect)
            .Where(g => g.State == EffectState.Planned || (g.State == EffectState.Failed && g.Attempts <= EffectStates.MaxRetries))
            .Select(g => new Grant(g.Approval, effect, g.Attempts + 1))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<Grant?> InDoubtAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Grants(context, effect)
            .Where(g => g.State == EffectState.Executing)
            .Select(g => new Grant(g.Approval, effect, g.Attempts))
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<BeginOutcome> BeginAsync(AttemptStart start, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(start.Workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var deliverable = await context.LockDeliverableAsync(start.Workspace, start.Deliverable, cancellationToken);
        if (deliverable is not { State: DeliverableState.Executing } || !await HoldsLeaseAsync(context, start, cancellationToken))
        {
            return BeginOutcome.Lost;
        }

        try
        {
            if (await BeginEffectAsync(context, start, cancellationToken) == 0)
            {
                return BeginOutcome.Lost;
            }
        }
        catch (PostgresException e) when (e.ConstraintName == GateConfiguration.SentKey)
        {
            return BeginOutcome.SentBefore;
        }

        context.Add(new StoredAttempt
        {
            WorkspaceId = start.Workspace,
            EffectId = start.Grant.Effect,
            Attempt = start.Grant.Attempt,
            ApprovalId = start.Grant.Approval,
            StartedAt = start.At,
            DeadlineAt = start.Deadline,
        });
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(start.Workspace, FeedTopic.Effects, start.Grant.Effect.ToString());
        return BeginOutcome.Begun;
    }

    private static Task<int> ClaimContentAsync(SynterDbContext context, Redemption redemption, CancellationToken cancellationToken)
    {
        var hash = redemption.ContentHash.ToDigest();
        return context.Set<StoredDeliverable>()
            .Where(d => d.Id == redemption.Deliverable && d.Revision == redemption.Revision && d.ContentHash == hash)
            .Where(d => d.State == DeliverableState.Approved || d.State == DeliverableState.Scheduled)
            .ExecuteUpdateAsync(
                d => d
                    .SetProperty(r => r.State, DeliverableState.Executing)
                    .SetProperty(r => r.StateAt, redemption.At)
                    .SetProperty(r => r.RehearsedAt, (DateTimeOffset?)null),
                cancellationToken);
    }

    private static Task<int> SpendAsync(SynterDbContext context, Redemption redemption, CancellationToken cancellationToken)
    {
        var hash = redemption.ContentHash.ToDigest();
        return context.Set<StoredApproval>()
            .Where(a => a.Id == redemption.Approval && a.DeliverableId == redemption.Deliverable)
            .Where(a => a.Revision == redemption.Revision && a.ContentHash == hash)
            .Where(a => a.SpentAt == null && a.Ended == null && a.ExpiresAt > redemption.At)
            .ExecuteUpdateAsync(a => a.SetProperty(r => r.SpentAt, redemption.At), cancellationToken);
    }

    private static async Task GrantAsync(SynterDbContext context, Redemption redemption, CancellationToken cancellationToken)
    {
        foreach (var effect in redemption.Effects)
        {
            context.Add(new StoredGrant
            {
                WorkspaceId = redemption.Workspace,
                ApprovalId = redemption.Approval,
                EffectId = effect,
                GrantedAt = redemption.At,
            });
        }

        await context.SaveChangesAsync(cancellationToken);
        await context.Set<StoredEffect>()
            .Where(e => redemption.Effects.Contains(e.Id))
            .ExecuteUpdateAsync(e => e.SetProperty(r => r.CorrelationId, redemption.Correlation.Value), cancellationToken);
    }

    private static IQueryable<GrantedEffect> Grants(SynterDbContext context, EffectId effect) =>
        from grant in context.Set<StoredGrant>()
        join stored in context.Set<StoredEffect>() on grant.EffectId equals stored.Id
        where grant.EffectId == effect
        select new GrantedEffect { Approval = grant.ApprovalId, State = stored.State, Attempts = stored.Attempts };

    private static async Task<bool> HoldsLeaseAsync(SynterDbContext context, AttemptStart start, CancellationToken cancellationToken) =>
        await context.Set<StoredExecution>()
            .AnyAsync(e => e.DeliverableId == start.Deliverable && e.LeaseToken == start.LeaseToken && e.LeaseOwner != null, cancellationToken);

    private static Task<int> BeginEffectAsync(SynterDbContext context, AttemptStart start, CancellationToken cancellationToken) =>
        context.Set<StoredEffect>()
            .Where(e => e.Id == start.Grant.Effect && e.DeliverableId == start.Deliverable && e.Attempts == start.Grant.Attempt - 1)
            .Where(e => e.State == EffectState.Planned || e.State == EffectState.Failed)
            .ExecuteUpdateAsync(
                e => e
                    .SetProperty(r => r.State, EffectState.Executing)
                    .SetProperty(r => r.StateAt, start.At)
                    .SetProperty(r => r.Attempts, start.Grant.Attempt)
                    .SetProperty(r => r.RetryAt, (DateTimeOffset?)null)
                    .SetProperty(r => r.ProblemCode, (string?)null)
                    .SetProperty(r => r.Problem, (string?)null),
                cancellationToken);

    private static AuditEntry Entry(Redemption redemption) => new(
        redemption.Workspace,
        "approval.redeemed",
        redemption.By.Name,
        redemption.By.User,
        redemption.By.Via,
        redemption.Deliverable.ToString(),
        redemption.Correlation,
        new JsonObject
        {
            ["approval_id"] = redemption.Approval.ToString(),
            ["revision"] = redemption.Revision,
            ["content_hash"] = redemption.ContentHash.Text,
            ["effects"] = new JsonArray([.. redemption.Effects.Select(e => JsonValue.Create(e.ToString()))]),
        });

    private sealed class GrantedEffect
    {
        public ApprovalId Approval { get; init; }

        public EffectState State { get; init; }

        public int Attempts { get; init; }
    }
}
