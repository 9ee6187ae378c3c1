using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Runs;

namespace Synter.Tests.Domain.Agents.Runs;

public sealed class RetryPolicyTests
{
    private static readonly Arbitrary<int> Attempts = Arb.From(Gen.Choose(1, 50));
    private static readonly Arbitrary<FailureClass> Failures = Arb.From(Gen.Elements(Enum.GetValues<FailureClass>()));
    private static readonly Arbitrary<TimeSpan?> Wishes = Arb.From(Gen.OneOf(
        Gen.Constant((TimeSpan?)null), Gen.Choose(-10, 100_000).Select(seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 4)]
    [InlineData(3, 10)]
    [InlineData(4, 10)]
    public void WaitAfter_ATransientFailure_IsTheSeedsSchedule(int attempt, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryPolicy.WaitAfter(attempt, FailureClass.Transient));

    [Fact]
    public void WaitAfter_OnlyATransientFailureBeforeTheLastAttempt_IsTriedAgain() => Prop.ForAll(Attempts, Failures, (attempt, failure) =>
        RetryPolicy.WaitAfter(attempt, failure) is not null == (failure == FailureClass.Transient && attempt < RetryPolicy.MaxAttempts))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void WaitAfter_AWish_IsHonouredWhenItIsLonger_AndNeverShortensTheWait() => Prop.ForAll(Attempts, Wishes, (attempt, wish) =>
    {
        var own = RetryPolicy.WaitAfter(attempt, FailureClass.Transient);
        var wait = RetryPolicy.WaitAfter(attempt, FailureClass.Transient, wish);
        return own is null ? wait is null : wait == (wish > own ? wish : own);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void WaitAfter_GrowsOrStays_WithEachAttempt() => Prop.ForAll(Attempts, attempt =>
        RetryPolicy.WaitAfter(attempt + 1, FailureClass.Transient) is not { } next || next >= RetryPolicy.WaitAfter(attempt, FailureClass.Transient))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void EndFor_AnyFailure_IsAnEndThatARunningRunMayCome_To() => Prop.ForAll(Failures, failure =>
        RetryPolicy.EndFor(failure).IsEnded() && RunStatus.Running.Allows(RetryPolicy.EndFor(failure))).QuickCheckThrowOnFailure();

    [Fact]
    public void WaitAfter_AnAttemptBeforeTheFirst_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetryPolicy.WaitAfter(0, FailureClass.Transient));
}
