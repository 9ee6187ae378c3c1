using Synter.Domain.Approvals.Gate;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Where one effect is while its deliverable executes.</summary>
/// <param name="WillRetry">Failed, and to be sent again by itself.</param>
public readonly record struct EffectProgress(EffectState State, bool WillRetry = false)
{
    public bool IsUnderWay => State is EffectState.Planned or EffectState.Executing || (State == EffectState.Failed && WillRetry);
}

/// <summary>A deliverable's state from the moment it is redeemed: nothing but a function of its effects' states.</summary>
public static class SendingProgress
{
    public static DeliverableState StateOf(IReadOnlyCollection<EffectProgress> effects)
    {
        if (effects.Count == 0)
        {
            throw new ArgumentException("What changes nothing outside is never executed.", nameof(effects));
        }

        // First what is under way: from unknown there is no way back to executing.
        if (effects.Any(e => e.IsUnderWay))
        {
            return DeliverableState.Executing;
        }

        if (effects.Any(e => e.State == EffectState.Unknown))
        {
            return DeliverableState.Unknown;
        }

        if (effects.All(e => e.State == EffectState.Denied))
        {
            return DeliverableState.PendingReview;
        }

        var happened = effects.Count(e => e.State is EffectState.Executed or EffectState.Reverted);
        return happened == effects.Count ? DeliverableState.Executed
            : happened > 0 ? DeliverableState.PartlyExecuted
            : DeliverableState.Failed;
    }
}
