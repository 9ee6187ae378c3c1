namespace Synter.Domain.Agents.Runs;

/// <summary>How far a run is.</summary>
/// <param name="Total">0 while unknown.</param>
/// <param name="Step">What it does now, in words.</param>
public sealed record RunProgress(long Done, long Total, string Step)
{
    public static readonly RunProgress None = new(0, 0, "");

    /// <summary>Whole percent, or null while the total is unknown. A run that succeeded is at 100, whatever it reported last.</summary>
    public int? Percent(RunStatus status) => status == RunStatus.Succeeded
        ? 100
        : Total > 0 ? (int)Math.Clamp(Done * 100m / Total, 0m, 100m) : null;
}
