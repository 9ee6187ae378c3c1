using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate.Kinds;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// The closed registry of what can be changed outside. What is not in it is refused when it is proposed; what is stored and not
/// in it (written by another version) is shown raw and never executed.
/// </summary>
public sealed class EffectKinds(IEnumerable<IEffectRule> rules)
{
    public static readonly IReadOnlyList<EffectKind> All =
        [PostKind.Definition, PublishKind.Definition, SendKind.Definition, PlaceOrderKind.Definition, ClosePositionKind.Definition];

    private static readonly Dictionary<string, EffectKind> ByKey = All.ToDictionary(k => k.Key);

    private readonly ILookup<string, IEffectRule> _rules = rules.ToLookup(r => r.Kind);

    public static EffectKind? Find(string key) => ByKey.GetValueOrDefault(key);

    /// <summary>All that is wrong with an effect; pointers are into it, as in <c>/after/text</c>.</summary>
    public IReadOnlyList<FieldError> Check(ContentEffect effect)
    {
        if (Find(effect.Kind) is not { } kind)
        {
            return [new FieldError("/kind", $"Synter knows no change of the kind «{effect.Kind}».")];
        }

        if (!kind.Providers.Contains(effect.Provider))
        {
            return [new FieldError("/provider", $"«{effect.Provider}» takes no change of the kind «{effect.Kind}».")];
        }

        IReadOnlyList<FieldError> shape = [.. OwnFields(kind, effect), .. Payload(kind.Target.Validate(effect.Target), "/target"), .. Payload(kind.After.Validate(effect.After), "/after")];
        // Rules read payloads whose shape they may rely on.
        return shape.Count > 0 ? shape : [.. _rules[kind.Key].SelectMany(r => r.Check(effect))];
    }

    private static IEnumerable<FieldError> OwnFields(EffectKind kind, ContentEffect effect)
    {
        if (string.IsNullOrWhiteSpace(effect.Account))
        {
            yield return new("/account", "Say at which account.");
        }

        if (string.IsNullOrWhiteSpace(effect.IdempotencyKey) || effect.IdempotencyKey.Length > 200)
        {
            yield return new("/idempotency_key", "Give a key of 1 to 200 characters.");
        }

        if (kind.CostUnit == CostUnit.Money && effect.CostBound is not { Micros: > 0 })
        {
            yield return new("/cost_bound", "Say the most it can cost.");
        }

        if (!kind.IsReversible && effect.Compensation is not null)
        {
            yield return new("/compensation", "This cannot be put back.");
        }
    }

    private static IEnumerable<FieldError> Payload(IEnumerable<Agents.Catalog.Schemas.SchemaError> errors, string root) =>
        errors.Select(e => new FieldError(root + e.Pointer, e.Message));
}
