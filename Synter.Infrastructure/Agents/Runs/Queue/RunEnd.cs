using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>How an attempt came out, with all that is written along with it.</summary>
/// <param name="Status">One that is ended.</param>
/// <param name="Lines">Log lines not written yet.</param>
/// <param name="HasCheckpoints">It may have left some, in this attempt or an earlier one.</param>
internal sealed record RunEnd(
    ClaimedRun Run,
    RunStatus Status,
    RunOutcome? Outcome,
    RunError? Error,
    RunProgress Progress,
    IReadOnlyList<RunLogLine> Lines,
    long LogSeq,
    IReadOnlyList<RunOutput> Outputs,
    bool HasCheckpoints,
    DateTimeOffset At)
{
    public bool? Ok => Status switch
    {
        RunStatus.Succeeded => true,
        RunStatus.Cancelled => null,
        _ => false,
    };

    /// <summary>A dry run computes only: it moves nothing.</summary>
    public string? Watermark => Status == RunStatus.Succeeded && !Run.Envelope.DryRun ? Outcome?.Watermark : null;

    public bool HasOutputs => Status == RunStatus.Succeeded && !Run.Envelope.DryRun && Outputs.Count > 0;

    /// <summary>It leaves no lines, no watermark and no checkpoints.</summary>
    public bool IsBare => Lines.Count == 0 && Watermark is null && !HasCheckpoints;

    public SettledRun Settled(RunStatus status) =>
        new(Run.Id, Run.Target, status, Run.Envelope.DryRun, HasOutputs && status == RunStatus.Succeeded ? Outputs.Count : 0);
}

/// <summary>What became of an attempt's last write.</summary>
/// <param name="Status">How the run stands in the database now; null when the lease was lost and nothing was written.</param>
/// <param name="Refusal">Why the outputs were not taken; nothing was written.</param>
internal sealed record EndResult(RunStatus? Status, long Version, Refusal? Refusal = null)
{
    public static readonly EndResult LeaseLost = new(null, 0);
}
