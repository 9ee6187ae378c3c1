using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>A goal template chosen for a hired agent.</summary>
public readonly record struct GoalId(Guid Value) : IStrongId<GoalId>
{
    public static string Prefix => "gol_";

    public static GoalId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
