using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>An agent type hired by a workspace.</summary>
public readonly record struct HiredAgentId(Guid Value) : IStrongId<HiredAgentId>
{
    public static string Prefix => "hag_";

    public static HiredAgentId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
