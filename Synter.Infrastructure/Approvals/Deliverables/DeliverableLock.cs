using Microsoft.EntityFrameworkCore;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>
/// Every transaction that changes a deliverable, its approval or its effects locks the deliverable's row first. So they come one
/// after the other, and no two can wait for each other.
/// </summary>
internal static class DeliverableLock
{
    /// <summary>The row as it stands now, tracked and locked until the transaction ends; null when there is none.</summary>
    public static async Task<StoredDeliverable?> LockDeliverableAsync(
        this SynterDbContext context, WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken)
    {
        var rows = await context.Set<StoredDeliverable>()
            .FromSql($"SELECT * FROM deliverables WHERE workspace_id = {workspace.Value} AND id = {deliverable.Value} FOR UPDATE")
            .IgnoreQueryFilters([SynterDbContext.TenantFilter])
            .ToListAsync(cancellationToken);
        return rows.SingleOrDefault();
    }

    /// <summary>Moves it on. What the table of states does not list is a bug here, not a person's mistake.</summary>
    public static void MoveTo(this StoredDeliverable deliverable, DeliverableState state, DateTimeOffset at)
    {
        if (deliverable.State == state)
        {
            return;
        }

        if (!deliverable.State.Allows(state))
        {
            throw new InvalidOperationException($"{deliverable.Id} cannot go from {deliverable.State} to {state}.");
        }

        deliverable.State = state;
        deliverable.StateAt = at;
    }
}
