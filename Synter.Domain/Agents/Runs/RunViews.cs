using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>Which runs are wanted; null and empty mean all.</summary>
public sealed record RunFilter(
    string? AgentTypeId = null,
    HiredAgentId? Agent = null,
    GoalId? Goal = null,
    IReadOnlyList<RunStatus>? Statuses = null);

/// <summary>Why a run ended badly, or why it is tried again.</summary>
/// <param name="Code">Stable, lower snake case.</param>
/// <param name="Message">What happened, then what to do.</param>
public sealed record RunError(FailureClass Class, string Code, string Message);

/// <summary>A run in a list.</summary>
/// <param name="AgentName">The hired agent's nickname; for platform agents their type.</param>
/// <param name="GoalTemplateId">Null for runs without a goal.</param>
/// <param name="DueAt">When its next attempt begins, while it waits; else when it was due.</param>
/// <param name="StartedAt">The first attempt's start.</param>
/// <param name="Version">Grows with every change; a <see cref="RunPulse"/> with a lower one is older than this row,
/// and one with the same may know of more progress.</param>
public sealed record RunRow(
    RunId Id,
    string JobId,
    string AgentTypeId,
    HiredAgentId? Agent,
    string AgentName,
    GoalId? Goal,
    string? GoalTemplateId,
    RunStatus Status,
    bool DryRun,
    bool IsLate,
    RunOrigin Origin,
    int Attempt,
    RunProgress Progress,
    bool CancelRequested,
    DateTimeOffset QueuedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    RunError? Error,
    CorrelationId Correlation,
    long Version);

/// <summary>A run on its own page.</summary>
/// <param name="StartedBy">Who started it; null for the clock.</param>
/// <param name="AttemptStartedAt">When the current or last attempt began: the base of «elapsed» and «about remaining».</param>
/// <param name="WatermarkBefore">What it began from.</param>
/// <param name="Watermark">What it left.</param>
/// <param name="LogSeq">The number of its newest log line; 0 for none.</param>
public sealed record RunDetail(
    RunRow Row,
    string? StartedBy,
    DateTimeOffset? ScheduledFor,
    int AgentTypeVersion,
    int? ConfigRevision,
    int? GoalRevision,
    JsonObject Params,
    RunWindow? Window,
    DateTimeOffset? AttemptStartedAt,
    bool? Ok,
    IReadOnlyDictionary<string, decimal> Metrics,
    long RecordsWritten,
    IReadOnlyList<string> Notes,
    string? WatermarkBefore,
    string? Watermark,
    long LogSeq,
    IReadOnlyList<DeliverableId> Deliverables);

/// <summary>A line of a run's log.</summary>
/// <param name="Seq">From 1, without gaps, over all attempts.</param>
public sealed record RunLogLine(long Seq, DateTimeOffset At, LogLevel Level, string Message);

/// <param name="Total">How many there are before this run, shown or not; counted one beyond <see cref="CountLimit"/>.</param>
public sealed record EarlierRuns(IReadOnlyList<RunRow> Items, long Total);

/// <summary>How many runs there are.</summary>
/// <param name="ByStatus">Every status, also those with none.</param>
/// <param name="QueueDepth">Due now and without a worker, in this workspace.</param>
/// <param name="OldestDueAt">Since when the first of them waits.</param>
public sealed record RunCounts(IReadOnlyDictionary<RunStatus, long> ByStatus, long QueueDepth, DateTimeOffset? OldestDueAt);
