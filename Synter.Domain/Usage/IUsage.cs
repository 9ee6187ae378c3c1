using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Usage;

/// <summary>
/// The ledger of what a workspace and its agents used. An amount is reserved before the thing is done and settled or
/// released after; both count against limits meanwhile, so that two at once cannot share the last one.
/// </summary>
/// <remarks>
/// Everything is idempotent by (kind, subject): reserving twice answers the same and counts once. Stores that must take part in
/// their own transaction use <c>UsageLedger</c> in Infrastructure, which stands behind this.
/// </remarks>
public interface IUsage
{
    /// <summary>Reserves when every limit has room, under one lock per agent and workspace.</summary>
    /// <returns>Null when reserved, else the limit that has no room and what is used of it.</returns>
    Task<LimitReached?> ReserveAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken);

    /// <summary>What was really used; takes the place of the reservation. Settles what nobody reserved, too.</summary>
    Task SettleAsync(UsageClaim claim, CancellationToken cancellationToken);

    /// <summary>It did not happen: the reservation goes. A settled amount stays.</summary>
    Task ReleaseAsync(UsageClaim claim, CancellationToken cancellationToken);

    /// <summary>Whether the claim would be let through now. For pre-checks; only reserving decides.</summary>
    Task<LimitReached?> WouldExceedAsync(UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken);

    /// <summary>What one hired agent used since a time, reserved amounts included.</summary>
    Task<UsageTotals> TotalsAsync(WorkspaceId workspace, HiredAgentId agent, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>
    /// What each of these hired agents used in all, for lists. Every entry of theirs is summed, so ask for those whose use has a bound.
    /// </summary>
    Task<IReadOnlyDictionary<HiredAgentId, UsageTotals>> TotalsByAgentAsync(
        WorkspaceId workspace, IReadOnlyCollection<HiredAgentId> agents, CancellationToken cancellationToken);
}
