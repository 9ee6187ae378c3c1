using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>The small part of a run that moves while people look at it. The newest one replaces all before.</summary>
/// <param name="LogSeq">The newest log line's number; lines after the last one shown are read back by <see cref="IRunQueries.LogAsync"/>.</param>
/// <param name="Version">Grows with every change of the run; an older pulse than the one shown is to be ignored.</param>
public sealed record RunPulse(
    RunId Run,
    HiredAgentId? Agent,
    RunStatus Status,
    int Attempt,
    RunProgress Progress,
    long LogSeq,
    long Version);

/// <summary>
/// Runs as they move, on whichever node they run. Watch first, then read the snapshot: what happens between is in the first batch.
/// A slow reader slows nobody; it gets the newest state of each run and misses what came between.
/// </summary>
public interface IRunFeed
{
    /// <summary>One run. A run of another workspace never shows.</summary>
    IFeedWatch<RunPulse> Watch(WorkspaceId workspace, RunId run);

    /// <summary>Every run of a workspace.</summary>
    IFeedWatch<RunPulse> Watch(WorkspaceId workspace);
}
