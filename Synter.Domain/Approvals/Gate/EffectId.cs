using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>One change at one provider.</summary>
public readonly record struct EffectId(Guid Value) : IStrongId<EffectId>
{
    public static string Prefix => "eff_";

    public static EffectId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
