using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;

namespace Synter.Infrastructure.Approvals.Gate;

internal static class EffectViews
{
    /// <param name="content">The content of the effect's revision; null when it cannot be read.</param>
    /// <param name="isDryRun">Whether the global dry run is on: then what it rehearsed is reported as skipped.</param>
    public static EffectView ToView(this StoredEffect effect, StoredDeliverable deliverable, DeliverableContent? content, bool isDryRun)
    {
        var what = content?.Effects.ElementAtOrDefault(effect.Position);
        var isHeldBack = isDryRun && effect.State == EffectState.Planned && deliverable.RehearsedAt is not null;
        return new EffectView(
            effect.Id, effect.DeliverableId, effect.Position, effect.Kind, effect.Provider, what?.Account ?? "", what?.Credential, what?.Target,
            what?.Before, what?.After, effect.Reason, what?.CostBound, what?.SendAt, effect.IdempotencyKey, what?.Compensation,
            isHeldBack ? EffectState.Skipped : effect.State, effect.Attempts, effect.ProviderRef, effect.ProviderUrl, effect.ProblemCode,
            effect.Problem, effect.RetryAt, effect.StateAt, effect.CorrelationId is null ? null : new CorrelationId(effect.CorrelationId));
    }
}
