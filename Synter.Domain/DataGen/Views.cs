using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Statistics;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <param name="Owner">Only this person's; null for the whole workspace.</param>
public sealed record DatasetFilter(UserId? Owner = null, DatasetStatus? Status = null);

/// <summary>What a dataset has used so far.</summary>
/// <param name="Calls">Inference calls, those that were tried again and asked again too.</param>
/// <param name="Cost">At the configured rates; an estimate where the server counted no tokens.</param>
public sealed record DatasetSpending(long Calls, long InputTokens, long OutputTokens, Money Cost);

/// <summary>A dataset in a list.</summary>
/// <param name="Run">Its newest run: what the feed tells of, and what a cancel stops.</param>
/// <param name="PromptSummary">The beginning of the prompt, on one line.</param>
/// <param name="Status">In the API's four words; <paramref name="RunStatus"/> says more.</param>
/// <param name="Completed">Finished records, failed ones too.</param>
/// <param name="DoneBeforeRun">Of them, those that were there when its newest run was queued.</param>
/// <param name="RunStartedAt">Of the newest run.</param>
/// <param name="Source">Who wrote the records, as in <c>create_chat_completion at 10.0.0.5</c> or <c>offline generator</c>.</param>
/// <param name="StopReason">Which limit ended it early, in a sentence; null for none.</param>
public sealed record DatasetRow(
    DatasetId Id,
    RunId Run,
    UserId OwnerId,
    string Owner,
    string PromptSummary,
    int Count,
    DatasetStatus Status,
    RunStatus RunStatus,
    int Completed,
    int Failures,
    int DoneBeforeRun,
    DatasetSpending Spent,
    string Source,
    bool IsOffline,
    string? StopReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? RunStartedAt,
    DateTimeOffset? FinishedAt)
{
    public int Good => Completed - Failures;

    public int Percent => Count == 0 ? 0 : (int)(Completed * 100L / Count);

    /// <summary>Over its newest run, until now or its end; null before the first second has passed.</summary>
    public double? RecordsPerSecond(DateTimeOffset now)
    {
        var seconds = RunStartedAt is { } start ? ((FinishedAt ?? now) - start).TotalSeconds : 0;
        return seconds <= 0 || Completed == DoneBeforeRun ? null : (Completed - DoneBeforeRun) / seconds;
    }
}

/// <summary>A dataset on its own page.</summary>
/// <param name="Accepted">Records a person said yes to.</param>
/// <param name="Concurrency">Calls at once that a person chose; null for as many as the operator allows.</param>
/// <param name="InFlight">What its node waits for; as fresh as a quarter of a second. Empty when it does not run.</param>
public sealed record DatasetDetail(
    DatasetRow Row,
    string Prompt,
    JsonObject? Schema,
    IReadOnlyList<string> UniqueFields,
    DatasetLimits Limits,
    int Accepted,
    int Rejected,
    TimeSpan? MeanLatency,
    IReadOnlyList<InFlightRecord> InFlight,
    HiredAgentId? Agent,
    RunError? Error,
    bool CancelRequested,
    int? Concurrency = null)
{
    public int Unjudged => Row.Good - Accepted - Rejected;

    /// <summary>How many «retry failed» would make.</summary>
    public int Missing => Row.Count - Row.Good;
}

/// <summary>What a call in flight does.</summary>
public enum InFlightPhase
{
    /// <summary>Waits for the model's answer.</summary>
    Waiting,

    /// <summary>Waits before it tries again: the server was busy or failed.</summary>
    BackingOff,

    /// <summary>Asked once more, with what did not fit.</summary>
    AskedAgain,
}

/// <param name="Index">Its place in the dataset, from 0.</param>
/// <param name="Attempt">Calls for this record, this one too.</param>
/// <param name="Since">When it began to wait.</param>
public sealed record InFlightRecord(int Index, int Attempt, DateTimeOffset Since, InFlightPhase Phase);

/// <summary>What a person says of a record.</summary>
public enum Verdict
{
    Accepted,
    Rejected,
}

/// <summary>Which records are wanted.</summary>
public enum RecordKind
{
    All,
    Good,
    Failed,
    Accepted,
    Rejected,
    Unjudged,
}

/// <param name="FromTheEnd">The highest places first: the newest, as records arrive nearly in order.</param>
public sealed record RecordFilter(RecordKind Kind = RecordKind.All, bool FromTheEnd = false);

/// <summary>A finished record.</summary>
/// <param name="Record">Compact JSON of one object; null when it failed.</param>
/// <param name="Error">Why it failed, in a sentence; null when it did not.</param>
/// <param name="Attempts">Inference calls it took.</param>
/// <param name="Latency">Of the last call.</param>
public sealed record RecordRow(
    int Index,
    string? Record,
    string? Error,
    Verdict? Verdict,
    int Attempts,
    TimeSpan Latency,
    long InputTokens,
    long OutputTokens,
    DateTimeOffset At);

/// <param name="RawReply">What the model answered last, to the letter; null when none came.</param>
public sealed record RecordDetail(RecordRow Row, string? RawReply, string? JudgedBy, DateTimeOffset? JudgedAt);

/// <summary>The workspace's counters (seed 2, <c>datagen:metrics</c>).</summary>
public sealed record DataGenMetrics(
    long TotalJobs, long TotalRecordsRequested, long TotalRecordsGenerated, long ActiveJobs, long FailedJobs, DateTimeOffset? LastJobAt)
{
    public static readonly DataGenMetrics None = new(0, 0, 0, 0, 0, null);
}

/// <param name="Sampled">Over how many records.</param>
/// <param name="Total">Of how many.</param>
public sealed record ColumnReport(IReadOnlyList<ColumnStatistics> Columns, int Sampled, int Total);
