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

/// <summary>
/// The end of approvals that were given and never used: the gate said no when their time came, or their time ran out. What they
/// were for waits for review again.
/// </summary>
public sealed class ApprovalEnding(SynterDatabase database, AuditLog audit, IWorkspaceFeed feed, TimeProvider clock)
{
    public Task DenyAsync(ExecutionClaim claim, Verdict.Denied denied, CancellationToken cancellationToken) => EndAsync(
        claim.Workspace,
        claim.Deliverable,
        claim.Approval,
        // A lapsed one says so itself; the sweep may not have come by yet.
        denied.Code == DenialCodes.ApprovalExpired ? ApprovalEnd.Lapsed : ApprovalEnd.Denied,
        claim.Correlation,
        cancellationToken);

    /// <summary>Ends an approval that is still open, with all that hangs on it.</summary>
    public async Task EndAsync(
        WorkspaceId workspace, DeliverableId deliverable, ApprovalId approval, ApprovalEnd end, CorrelationId correlation, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var row = await context.LockDeliverableAsync(workspace, deliverable, cancellationToken);
        var open = await context.Set<StoredApproval>()
            .SingleOrDefaultAsync(a => a.Id == approval && a.SpentAt == null && a.Ended == null, cancellationToken);
        if (row is null || open is null)
        {
            return;
        }

        var now = clock.Now();
        (open.Ended, open.EndedAt) = (end, now);
        if (row.State is DeliverableState.Approved or DeliverableState.Scheduled)
        {
            row.MoveTo(DeliverableState.PendingReview, now);
        }

        (row.ApprovalId, row.RehearsedAt) = (null, null);
        await context.Set<StoredExecution>().Where(e => e.DeliverableId == deliverable).ExecuteDeleteAsync(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var details = new JsonObject { ["approval_id"] = approval.ToString(), ["revision"] = open.Revision };
        var entry = AuditEntry.BySystem(workspace, $"approval.{EnumNames.Write(end)}", deliverable.ToString(), correlation, details);
        await audit.AppendAsync(context, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        feed.Publish(workspace, FeedTopic.Deliverables, deliverable.ToString());
        feed.Publish(workspace, FeedTopic.Approvals, approval.ToString());
    }
}
