using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

public enum LogLevel
{
    Info,
    Warn,
    Error,
}

/// <summary>The hired agent as this run sees it: the revisions it was started with, whatever is saved meanwhile.</summary>
public sealed record RunAgent(HiredAgentId Id, string AgentTypeId, int Version, string Nickname, JsonObject Config);

/// <summary>The goal this run serves.</summary>
public sealed record RunGoal(GoalId Id, string GoalTemplateId, JsonObject Settings);

/// <summary>
/// All that a skill may touch. It cannot reach the container, the database or a provider's writer; what it wants changed
/// outside it can only propose.
/// </summary>
/// <remarks>The engine derives from it; tests make one with a fake clock.</remarks>
public abstract class RunContext
{
    public required RunEnvelope Envelope { get; init; }

    /// <summary>Null for platform agents that nobody hired.</summary>
    public RunAgent? Agent { get; init; }

    /// <summary>Null for runs by <c>params</c> alone.</summary>
    public RunGoal? Goal { get; init; }

    /// <summary>From 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>
    /// The lease this attempt holds. Who writes rows on a run's behalf makes each write conditional on it, as the engine does with its
    /// own: then a worker that lost the run to another writes nothing more.
    /// </summary>
    public long LeaseToken { get; init; }

    /// <summary>
    /// The instant its goal's schedule named, the same on each attempt and however late it runs. Null when a person or the
    /// API asked for the run.
    /// </summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>The agent's zone: its config's, else the workspace's.</summary>
    public required TimeZoneInfo Zone { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>The watermark the last successful run of this job left.</summary>
    public string? Watermark { get; init; }

    /// <summary>A line for people; never a secret, never a raw payload.</summary>
    public abstract void Log(LogLevel level, string message);

    /// <summary>How far it is; the newest wins, so call it as often as is natural.</summary>
    /// <param name="step">What it does now, in words.</param>
    public abstract void Report(long done, long total, string step);

    /// <summary>
    /// Hands over a deliverable. It is stored with the run's completion, in the same transaction, so a run that crashes or
    /// retries leaves none behind and none twice.
    /// </summary>
    /// <param name="slot">Unique in the run and the same on each attempt, as in <c>2026-11-23/facebook</c>.</param>
    public abstract void Propose(string slot, DraftDeliverable draft);

    /// <summary>Stores a resume point at once, so that the next attempt need not begin again. Throws when the lease is lost.</summary>
    public abstract Task CheckpointAsync(string key, JsonNode value, CancellationToken cancellationToken);

    /// <summary>The value an earlier attempt left, or null.</summary>
    public abstract Task<JsonNode?> ReadCheckpointAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// For who finds <see cref="LeaseToken"/> outdated: stops the attempt, whose every further write would be refused. To be thrown.
    /// </summary>
    public virtual OperationCanceledException LoseLease() => new("The lease of this run was lost.");
}
