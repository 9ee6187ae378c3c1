using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using LogLevel = Synter.Domain.Agents.Runs.LogLevel;

namespace Synter.Web.Api.Wire;

/// <param name="DryRun">Compute only: metrics and notes, no deliverables.</param>
/// <param name="DryRunAsSeed">The same by its older name.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartRunRequest(bool DryRun = false, [property: JsonPropertyName("dryRun")] bool DryRunAsSeed = false)
{
    /// <summary>Whether either name asks for it: what was meant to be tried must never be done.</summary>
    [JsonIgnore]
    public bool IsDry => DryRun || DryRunAsSeed;
}

public sealed record StartedRunResponse(RunId RunId, RunStatus Status);

/// <param name="Percent">Null while the total is unknown.</param>
public sealed record RunProgressResponse(long Done, long Total, string Step, int? Percent)
{
    public static RunProgressResponse From(RunProgress progress, RunStatus status) =>
        new(progress.Done, progress.Total, progress.Step, progress.Percent(status));
}

public sealed record RunErrorResponse(FailureClass Class, string Code, string Message)
{
    public static RunErrorResponse? From(RunError? error) => error is null ? null : new(error.Class, error.Code, error.Message);
}

public sealed record RunWindowResponse(DateOnly Start, DateOnly End);

/// <param name="Late">The clock was down when it was due.</param>
/// <param name="DueAt">When its next attempt begins, while it waits.</param>
/// <param name="Watermark">How far its job's data is covered: what it left, or while it runs what it began from.</param>
public sealed record RunResponse(
    RunId RunId,
    string JobId,
    string Agent,
    HiredAgentId? HiredInstanceId,
    GoalId? GoalId,
    RunStatus Status,
    bool DryRun,
    RunOrigin Origin,
    bool Late,
    int Attempt,
    RunProgressResponse Progress,
    bool CancelRequested,
    DateTimeOffset QueuedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    bool? Ok,
    IReadOnlyDictionary<string, decimal> Metrics,
    long RecordsWritten,
    IReadOnlyList<string> Notes,
    RunErrorResponse? Error,
    JsonObject Params,
    RunWindowResponse? Window,
    string? Watermark,
    IReadOnlyList<DeliverableId> DeliverableIds,
    string CorrelationId)
{
    public static RunResponse From(RunDetail run)
    {
        var row = run.Row;
        return new RunResponse(
            row.Id, row.JobId, row.AgentTypeId, row.Agent, row.Goal, row.Status, row.DryRun, row.Origin, row.IsLate, row.Attempt,
            RunProgressResponse.From(row.Progress, row.Status), row.CancelRequested, row.QueuedAt, row.DueAt, row.StartedAt, row.FinishedAt,
            run.Ok, run.Metrics, run.RecordsWritten, run.Notes, RunErrorResponse.From(row.Error), run.Params,
            run.Window is null ? null : new RunWindowResponse(run.Window.Start, run.Window.End),
            run.Watermark ?? run.WatermarkBefore, run.Deliverables, row.Correlation.Value);
    }
}

public sealed record RunLogLineResponse(long Seq, DateTimeOffset At, LogLevel Level, string Message)
{
    public static RunLogLineResponse From(RunLogLine line) => new(line.Seq, line.At, line.Level, line.Message);
}
