using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Runs;

namespace Synter.Tests.Domain.Agents.Runs;

public sealed class RunStatesTests
{
    private static readonly Arbitrary<RunStatus> Statuses = Arb.From(Gen.Elements(Enum.GetValues<RunStatus>()));

    private static readonly (RunStatus From, RunStatus To)[] Legal =
    [
        (RunStatus.Queued, RunStatus.Running),
        (RunStatus.Queued, RunStatus.Cancelled),
        (RunStatus.Running, RunStatus.Succeeded),
        (RunStatus.Running, RunStatus.Failed),
        (RunStatus.Running, RunStatus.FailedAuth),
        (RunStatus.Running, RunStatus.FailedSchema),
        (RunStatus.Running, RunStatus.Cancelled),
        (RunStatus.Running, RunStatus.Retrying),
        (RunStatus.Running, RunStatus.Queued),
        (RunStatus.Retrying, RunStatus.Running),
        (RunStatus.Retrying, RunStatus.Cancelled),
    ];

    [Fact]
    public void Allows_ExactlyWhatTheTableSays()
    {
        var allowed = from f in Enum.GetValues<RunStatus>() from t in Enum.GetValues<RunStatus>() where f.Allows(t) select (f, t);

        Assert.Equal(Legal.ToHashSet(), allowed.ToHashSet());
    }

    [Fact]
    public void Ended_IsForEver() => Prop.ForAll(Statuses, Statuses, (from, to) => !from.IsEnded() || !from.Allows(to)).QuickCheckThrowOnFailure();

    [Fact]
    public void Anything_ThatHasNotEnded_CanStillEnd() =>
        Prop.ForAll(Statuses, from => from.IsEnded() || Enum.GetValues<RunStatus>().Any(to => to.IsEnded() && from.Allows(to))).QuickCheckThrowOnFailure();

    [Fact]
    public void Walk_OfAnyLength_EndsAtMostOnce() => Prop.ForAll(Arb.From(Statuses.Generator.ListOf()), wishes =>
    {
        var (status, ends) = (RunStatus.Queued, 0);
        foreach (var wish in wishes.Where(wish => status.Allows(wish)))
        {
            // A wish may have become illegal by the one before it: look again.
            if (status.Allows(wish))
            {
                status = wish;
                ends += wish.IsEnded() ? 1 : 0;
            }
        }

        return ends <= 1;
    }).QuickCheckThrowOnFailure();
}
