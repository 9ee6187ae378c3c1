using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>One no of the gate.</summary>
public readonly record struct DenialId(Guid Value) : IStrongId<DenialId>
{
    public static string Prefix => "den_";

    public static DenialId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
