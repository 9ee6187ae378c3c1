using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>What made a run begin.</summary>
public enum RunOrigin
{
    /// <summary>Its goal's schedule.</summary>
    Schedule,

    /// <summary>A person in a page.</summary>
    Page,

    /// <summary>A call of the HTTP API.</summary>
    Api,
}

/// <summary>A run to be queued.</summary>
/// <param name="DedupKey">
/// Unique in the workspace for ever: a second start with the same key is the first one's run. <c>fire:{goal}:{scheduled UTC}</c> for the
/// clock, <c>key:{goal}:{Idempotency-Key}</c> for clients; null for none.
/// </param>
/// <param name="StartedBy">Who, in words; null for the clock.</param>
/// <param name="ScheduledFor">The instant the goal's schedule named; null when a person or the API asked.</param>
/// <param name="IsLate">The clock was down when it was due.</param>
public sealed record RunStart(
    RunId Id,
    string JobId,
    RunTarget Target,
    JsonObject Params,
    RunWindow? Window,
    bool DryRun,
    CorrelationId Correlation,
    DateTimeOffset DueAt,
    RunOrigin Origin,
    string? StartedBy = null,
    string? DedupKey = null,
    DateTimeOffset? ScheduledFor = null,
    bool IsLate = false);

/// <summary>A run that is in the queue, or was there already under the same key.</summary>
public sealed record StartedRun(RunId Run, RunStatus Status);
