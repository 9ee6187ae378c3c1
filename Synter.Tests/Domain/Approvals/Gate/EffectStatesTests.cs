using Synter.Domain.Approvals.Gate;
using static Synter.Domain.Approvals.Gate.EffectState;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class EffectStatesTests
{
    private static readonly HashSet<(EffectState From, EffectState To)> Listed =
    [
        (Planned, Executing), (Planned, Denied), (Planned, Skipped), (Planned, Cancelled),
        (Executing, Executed), (Executing, Failed), (Executing, Unknown),
        (Unknown, Executed), (Unknown, Failed),
        (Failed, Executing),
        (Executed, Reverted),
    ];

    [Fact]
    public void Allows_EveryPairOfStates_ExactlyThoseListed()
    {
        var all = Enum.GetValues<EffectState>();

        var allowed = all.SelectMany(from => all.Where(to => from.Allows(to)).Select(to => (from, to)));

        Assert.Equal(Listed.Order(), allowed.Order());
    }
}
