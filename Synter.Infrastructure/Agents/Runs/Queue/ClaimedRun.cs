using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>A run this node holds the lease of.</summary>
/// <param name="Token">Named by every write; one that is not the newest writes nothing.</param>
internal sealed record ClaimedRun(
    RunEnvelope Envelope,
    RunTarget Target,
    long Token,
    int Attempt,
    DateTimeOffset? ScheduledFor,
    string? Watermark,
    long LogSeq,
    long Version)
{
    public RunId Id => Envelope.RunId;
}

/// <summary>What a claim brought.</summary>
/// <param name="MayBeMore">Slots or a lane ran out before the work did.</param>
internal sealed record Claim(IReadOnlyList<ClaimedRun> Runs, bool MayBeMore);
