using Synter.Domain.Approvals.Deliverables;
using static Synter.Domain.Approvals.Deliverables.DeliverableState;

namespace Synter.Tests.Domain.Approvals.Deliverables;

public sealed class DeliverableStatesTests
{
    private static readonly HashSet<(DeliverableState From, DeliverableState To)> Listed =
    [
        (Draft, PendingReview),
        (PendingReview, Approved), (PendingReview, Rejected), (PendingReview, Acknowledged),
        (Approved, Scheduled),
        (Approved, PendingReview), (Scheduled, PendingReview),
        (Approved, Executing), (Scheduled, Executing),
        (Executing, Executed), (Executing, PartlyExecuted), (Executing, Failed), (Executing, Unknown), (Executing, PendingReview),
        (Failed, Executing), (PartlyExecuted, Executing),
        (Unknown, Executed), (Unknown, PartlyExecuted), (Unknown, Failed),
        (Draft, Superseded), (PendingReview, Superseded), (Approved, Superseded), (Scheduled, Superseded),
        (Draft, Withdrawn), (PendingReview, Withdrawn), (Approved, Withdrawn), (Scheduled, Withdrawn),
    ];

    [Fact]
    public void Allows_EveryPairOfStates_ExactlyThoseListed()
    {
        var all = Enum.GetValues<DeliverableState>();

        var allowed = all.SelectMany(from => all.Where(to => from.Allows(to)).Select(to => (from, to)));

        Assert.Equal(Listed.Order(), allowed.Order());
    }
}
