using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>Decisions, one at a time on each deliverable, and whose it is until then.</summary>
internal sealed class ReviewStore(
    SynterDatabase database, AuditLog audit, IWorkspaceFeed feed, IExecutorSignal executor, TimeProvider clock) : IReviews
{
    private static readonly Refusal IdTaken = new(
        RefusalKind.Conflict, "idempotency_mismatch", "This decision was made already, on something else. Load the page again.");

    public async Task<Approval?> FindApprovalAsync(WorkspaceId workspace, ApprovalId approval, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return (await context.Set<StoredApproval>().SingleOrDefaultAsync(a => a.Id == approval, cancellationToken))?.ToApproval();
    }

    public async Task<Result<Decided>> DecideAsync(
        Actor actor, DeliverableId deliverable, DecisionId decision, string? note, Func<ReviewSubject, Result<ReviewChange?>> decide,
        CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDeliverableAsync(actor.Workspace, deliverable, cancellationToken) is not { } row)
        {
            return Refusals.NotFound("deliverable");
        }

        var approvals = await context.Set<StoredApproval>().Where(a => a.DeliverableId == deliverable).ToListAsync(cancellationToken);
        if (await context.Set<StoredDecision>().SingleOrDefaultAsync(d => d.Id == decision, cancellationToken) is { } earlier)
        {
            return earlier.DeliverableId == deliverable ? AsThen(earlier, approvals) : IdTaken;
        }

        var subject = await SubjectAsync(context, row, approvals, cancellationToken);
        if (!decide(subject).TryGet(out var change, out var refusal))
        {
            return refusal;
        }

        if (change is null)
        {
            return AsBefore(subject);
        }

        var decided = change.Decision == Decision.Comment ? AsBefore(subject) : Apply(context, actor, row, approvals, change);
        await FollowAsync(context, row, cancellationToken);

        context.Add(Remember(actor, decision, subject.Revision, change.Decision, note, decided));
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(context, Entry(actor, subject, change, decided, note), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Deliverables, deliverable.ToString());
        feed.Publish(actor.Workspace, FeedTopic.Approvals, decided.Approval?.Id.ToString());
        executor.Wake();
        return decided;
    }

    public async Task<Result<Done>> AssignAsync(Actor actor, DeliverableId deliverable, Assignee? assignee, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await context.LockDeliverableAsync(actor.Workspace, deliverable, cancellationToken) is not { } row)
        {
            return Refusals.NotFound("deliverable");
        }

        if (Review.NotWaiting(row.State) is { } refusal)
        {
            return refusal;
        }

        if (row.AssignedTo == assignee?.User)
        {
            return new Done();
        }

        var details = new JsonObject { ["revision"] = row.Revision, ["assigned_to"] = assignee?.Name, ["assigned_before"] = row.AssignedToName };
        (row.AssignedTo, row.AssignedToName) = (assignee?.User, assignee?.Name);
        await context.SaveChangesAsync(cancellationToken);
        var kind = assignee is null ? "deliverable.unassigned" : "deliverable.assigned";
        await audit.AppendAsync(context, AuditEntry.By(actor, kind, deliverable.ToString(), details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Deliverables, deliverable.ToString());
        return new Done();
    }

    private static async Task<ReviewSubject> SubjectAsync(
        SynterDbContext context, StoredDeliverable row, List<StoredApproval> approvals, CancellationToken cancellationToken)
    {
        var revision = await context.Set<StoredRevision>().AsNoTracking()
            .SingleAsync(r => r.DeliverableId == row.Id && r.Revision == row.Revision, cancellationToken);
        var effects = await context.Set<StoredEffect>()
            .Where(e => e.DeliverableId == row.Id && e.PlannedIn == row.PlannedIn)
            .OrderBy(e => e.Position).Select(e => e.Id)
            .ToListAsync(cancellationToken);
        var workspace = await context.Set<Workspace>().AsNoTracking().SingleAsync(w => w.Id == row.WorkspaceId, cancellationToken);
        return new ReviewSubject(
            row.Id, row.State, row.Revision, ContentHash.FromDigest(revision.ContentHash), DeliverableContent.Read(revision.Content), effects,
            revision.Author, [.. approvals.Select(a => a.ToApproval())], workspace.FourEyes, TimeSpan.FromSeconds(workspace.UndoWindowSeconds));
    }

    private static Decided AsBefore(ReviewSubject subject) =>
        new(subject.Id, subject.State, subject.Revision, subject.ContentHash, Approval: null, ExecuteAt: null);

    /// <summary>What is not approved (any more) is not sent at its time; what never will be, has no changes planned.</summary>
    private async Task FollowAsync(SynterDbContext context, StoredDeliverable row, CancellationToken cancellationToken)
    {
        if (row.State is DeliverableState.PendingReview or DeliverableState.Withdrawn)
        {
            await context.Set<StoredExecution>().Where(e => e.DeliverableId == row.Id).ExecuteDeleteAsync(cancellationToken);
        }

        if (row.State is DeliverableState.Rejected or DeliverableState.Withdrawn)
        {
            var now = clock.Now();
            await context.Set<StoredEffect>()
                .Where(e => e.DeliverableId == row.Id && e.PlannedIn == row.PlannedIn && e.State == EffectState.Planned)
                .ExecuteUpdateAsync(
                    e => e.SetProperty(r => r.State, EffectState.Cancelled).SetProperty(r => r.StateAt, now), cancellationToken);
        }
    }

    private Decided Apply(SynterDbContext context, Actor actor, StoredDeliverable row, List<StoredApproval> approvals, ReviewChange change)
    {
        var now = clock.Now();
        row.MoveTo(change.State, now);
        if (change.Ends is { } end && approvals.SingleOrDefault(a => a.SpentAt is null && a.Ended is null) is { } open)
        {
            (open.Ended, open.EndedAt, open.EndedBy) = (end, now, actor.Name);
        }

        if (change.Content is { } content)
        {
            AddRevision(context, row, content, actor, now);
        }

        if (change.Approval is { } approval)
        {
            context.Add(StoredApproval.Of(row.WorkspaceId, approval));
        }

        row.ApprovalId = change.Approval?.Id;
        row.RehearsedAt = null;
        if (change.ExecuteAt is { } executeAt)
        {
            context.Add(new StoredExecution
            {
                WorkspaceId = row.WorkspaceId,
                DeliverableId = row.Id,
                ApprovalId = change.Approval!.Id,
                DueAt = executeAt,
                AskedBy = actor.User,
                AskedByName = actor.Name,
                Via = actor.Via,
                CorrelationId = CorrelationId.Current.Value,
            });
        }

        return new Decided(row.Id, row.State, row.Revision, ContentHash.FromDigest(row.ContentHash), change.Approval, change.ExecuteAt);
    }

    private static void AddRevision(SynterDbContext context, StoredDeliverable row, DeliverableContent content, Actor author, DateTimeOffset at)
    {
        var bytes = content.ToBytes();
        row.Revision++;
        row.ContentHash = ContentHash.Of(bytes).ToDigest();
        row.SendAt = content.SendAt;
        context.Add(new StoredRevision
        {
            WorkspaceId = row.WorkspaceId,
            DeliverableId = row.Id,
            Revision = row.Revision,
            Content = bytes,
            Reason = RevisionReason.Edited,
            Author = author.User,
            AuthorName = author.Name,
            CreatedAt = at,
        });
    }

    private StoredDecision Remember(Actor actor, DecisionId id, int revision, Decision decision, string? note, Decided decided) => new()
    {
        WorkspaceId = actor.Workspace,
        Id = id,
        DeliverableId = decided.Deliverable,
        Decision = decision,
        Revision = revision,
        ByUser = actor.User,
        ByName = actor.Name,
        Via = actor.Via,
        Note = note,
        At = clock.Now(),
        ResultState = decided.State,
        ResultRevision = decided.Revision,
        ResultHash = decided.ContentHash.ToDigest(),
        ApprovalId = decided.Approval?.Id,
        ExecuteAt = decided.ExecuteAt,
    };

    private static Decided AsThen(StoredDecision decision, List<StoredApproval> approvals) => new(
        decision.DeliverableId, decision.ResultState, decision.ResultRevision, ContentHash.FromDigest(decision.ResultHash),
        approvals.SingleOrDefault(a => a.Id == decision.ApprovalId)?.ToApproval(), decision.ExecuteAt);

    private static AuditEntry Entry(Actor actor, ReviewSubject before, ReviewChange change, Decided after, string? note) => AuditEntry.By(
        actor,
        change.Decision switch
        {
            Decision.Approve => "deliverable.approved",
            Decision.Reject => "deliverable.rejected",
            Decision.Edit => "deliverable.edited",
            Decision.Acknowledge => "deliverable.acknowledged",
            Decision.Undo => "approval.undone",
            Decision.Revoke => "approval.revoked",
            Decision.Withdraw => "deliverable.withdrawn",
            Decision.Comment => "deliverable.commented",
            _ => throw new ArgumentOutOfRangeException(nameof(change)),
        },
        after.Deliverable.ToString(),
        new JsonObject
        {
            ["revision"] = before.Revision,
            ["content_hash"] = before.ContentHash.Text,
            ["next_revision"] = change.Content is null ? null : after.Revision,
            ["next_content_hash"] = change.Content is null ? null : after.ContentHash.Text,
            ["approval_id"] = (change.Approval ?? before.Approvals.SingleOrDefault(a => a.IsOpen))?.Id.ToString(),
            ["expires_at"] = change.Approval?.ExpiresAt,
            ["execute_at"] = change.ExecuteAt,
            ["note"] = note,
        });
}
