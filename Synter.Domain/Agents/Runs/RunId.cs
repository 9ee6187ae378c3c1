using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>One execution of a goal or a platform agent.</summary>
public readonly record struct RunId(Guid Value) : IStrongId<RunId>
{
    public static string Prefix => "run_";

    public static RunId From(Guid value) => new(value);

    public override string ToString() => StrongId.Format(this);
}
