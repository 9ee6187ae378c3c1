using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;

namespace Synter.Tests.Domain.Approvals.Deliverables;

public sealed class SendingProgressTests
{
    private static readonly Arbitrary<EffectProgress[]> Effects = (
        from state in Gen.Elements(Enum.GetValues<EffectState>())
        from retry in Gen.Elements(true, false)
        select new EffectProgress(state, retry && state == EffectState.Failed)).NonEmptyListOf().Select(l => l.ToArray()).ToArbitrary();

    [Fact]
    public void StateOf_AnyEffects_IsWhatOneSeesFromOutside() =>
        Prop.ForAll(Effects, effects =>
        {
            var expected = effects switch
            {
                _ when effects.Any(e => e.State is EffectState.Planned or EffectState.Executing || e.WillRetry) => DeliverableState.Executing,
                _ when effects.Any(e => e.State == EffectState.Unknown) => DeliverableState.Unknown,
                _ when effects.All(e => e.State == EffectState.Denied) => DeliverableState.PendingReview,
                _ when effects.All(e => e.State is EffectState.Executed or EffectState.Reverted) => DeliverableState.Executed,
                _ when effects.Any(e => e.State is EffectState.Executed or EffectState.Reverted) => DeliverableState.PartlyExecuted,
                _ => DeliverableState.Failed,
            };
            return SendingProgress.StateOf(effects) == expected;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void StateOf_AnyOrder_IsTheSame() =>
        Prop.ForAll(Effects, effects => SendingProgress.StateOf(effects) == SendingProgress.StateOf([.. effects.Reverse()])).QuickCheckThrowOnFailure();

    [Fact]
    public void StateOf_AnyEffects_CanBeReachedFromExecuting() =>
        Prop.ForAll(Effects, effects => SendingProgress.StateOf(effects) is var state
            && (state == DeliverableState.Executing || DeliverableState.Executing.Allows(state))).QuickCheckThrowOnFailure();

    [Fact]
    public void StateOf_AfterAPersonSettledTheUnknown_CanBeReachedFromUnknown() =>
        Prop.ForAll(Effects, effects =>
        {
            if (SendingProgress.StateOf(effects) != DeliverableState.Unknown)
            {
                return true;
            }

            EffectProgress[] settled = [.. effects.Select(e => e.State == EffectState.Unknown ? new EffectProgress(EffectState.Failed) : e)];
            return DeliverableState.Unknown.Allows(SendingProgress.StateOf(settled));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void StateOf_NothingToSend_Throws() => Assert.Throws<ArgumentException>(() => SendingProgress.StateOf([]));
}
