using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Kernel;

namespace Synter.Web.Api.Wire;

// Seed 2's names: these bodies alone are camelCase.

public sealed record NewTaskRequest(
    [property: JsonPropertyName("prompt")] string? Prompt = null,
    [property: JsonPropertyName("count")] int? Count = null,
    [property: JsonPropertyName("schema")] JsonObject? Schema = null,
    [property: JsonPropertyName("uniqueFields")] IReadOnlyList<string>? UniqueFields = null,
    [property: JsonPropertyName("maxCost")] decimal? MaxCost = null,
    [property: JsonPropertyName("maxTokens")] long? MaxTokens = null,
    [property: JsonPropertyName("maxSeconds")] int? MaxSeconds = null,
    [property: JsonPropertyName("concurrency")] int? Concurrency = null)
{
    public DatasetRequest ToDomain() => new(Prompt, Count, Schema, UniqueFields, MaxCost, MaxTokens, MaxSeconds, Concurrency);
}

/// <summary>Limits that are to hold from now on; what is left out stays.</summary>
public sealed record RetryTaskRequest(
    [property: JsonPropertyName("maxCost")] decimal? MaxCost = null,
    [property: JsonPropertyName("maxTokens")] long? MaxTokens = null,
    [property: JsonPropertyName("maxSeconds")] int? MaxSeconds = null)
{
    public LimitsRequest ToDomain() => new(MaxCost, MaxTokens, MaxSeconds);
}

public sealed record StartedTaskResponse([property: JsonPropertyName("id")] DatasetId Id, [property: JsonPropertyName("status")] DatasetStatus Status);

public sealed record TaskListResponse(
    [property: JsonPropertyName("items")] IReadOnlyList<TaskSummaryResponse> Items, [property: JsonPropertyName("nextCursor")] string? NextCursor);

/// <summary>A task without its results.</summary>
public record TaskSummaryResponse(
    [property: JsonPropertyName("id")] DatasetId Id,
    [property: JsonPropertyName("owner")] string Owner,
    [property: JsonPropertyName("prompt")] string Prompt,
    [property: JsonPropertyName("count")] int Count,
    [property: JsonPropertyName("createdAt")] DateTimeOffset CreatedAt,
    [property: JsonPropertyName("startedAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? StartedAt,
    [property: JsonPropertyName("finishedAt"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? FinishedAt,
    [property: JsonPropertyName("status")] DatasetStatus Status,
    [property: JsonPropertyName("completed")] int Completed,
    [property: JsonPropertyName("failures")] int Failures,
    [property: JsonPropertyName("source")] string Source)
{
    public static TaskSummaryResponse From(DatasetRow row) => new(
        row.Id, row.Owner, row.PromptSummary, row.Count, row.CreatedAt, row.StartedAt, row.FinishedAt, row.Status, row.Completed, row.Failures, row.Source);
}

/// <param name="Results">The places asked for, null where there is no record (yet).</param>
/// <param name="Errors">Of the same places.</param>
/// <param name="Error">Why the task as a whole failed.</param>
public sealed record TaskResponse(
    DatasetId Id, string Owner, string Prompt, int Count, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, DatasetStatus Status,
    int Completed, int Failures, string Source,
    [property: JsonPropertyName("results")] IReadOnlyList<JsonNode?> Results,
    [property: JsonPropertyName("errors"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<RecordErrorResponse>? Errors,
    [property: JsonPropertyName("stopReason"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StopReason,
    [property: JsonPropertyName("error"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskErrorResponse? Error)
    : TaskSummaryResponse(Id, Owner, Prompt, Count, CreatedAt, StartedAt, FinishedAt, Status, Completed, Failures, Source)
{
    public static TaskResponse From(DatasetDetail dataset, IReadOnlyList<RecordRow?> slice)
    {
        var errors = slice.OfType<RecordRow>().Where(r => r.Error is not null).Select(r => new RecordErrorResponse(r.Index, r.Error!)).ToList();
        var row = dataset.Row;
        return new TaskResponse(
            row.Id, row.Owner, dataset.Prompt, row.Count, row.CreatedAt, row.StartedAt, row.FinishedAt, row.Status, row.Completed, row.Failures, row.Source,
            [.. slice.Select(r => r?.Record is { } record ? JsonNode.Parse(record) : null)],
            errors.Count > 0 ? errors : null,
            row.StopReason,
            dataset.Error is { } error ? new TaskErrorResponse(error.Code, error.Message) : null);
    }
}

public sealed record RecordErrorResponse([property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("message")] string Message);

public sealed record TaskErrorResponse([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

public sealed record PreviewResponse(
    [property: JsonPropertyName("records")] IReadOnlyList<PreviewRecordResponse> Records,
    [property: JsonPropertyName("schema")] JsonObject? Schema,
    [property: JsonPropertyName("estimate")] EstimateResponse? Estimate,
    [property: JsonPropertyName("source")] string Source)
{
    public static PreviewResponse From(DatasetPreview preview) => new(
        [.. preview.Records.Select(PreviewRecordResponse.From)],
        preview.Schema,
        preview.Estimate is { } e ? new EstimateResponse(e.Records, e.InputTokens, e.OutputTokens, e.IsPriced ? e.Cost.Amount : null, e.Cost.Currency) : null,
        preview.Source);
}

public sealed record PreviewRecordResponse(
    [property: JsonPropertyName("record")] JsonNode? Record,
    [property: JsonPropertyName("error")] string? Error,
    [property: JsonPropertyName("rawReply")] string? RawReply,
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("latencyMs")] long LatencyMs)
{
    public static PreviewRecordResponse From(MadeRecord made) => new(
        made.Record is { } record ? JsonNode.Parse(record) : null, made.Error, made.RawReply ?? made.Record, made.Tokens, (long)made.Latency.TotalMilliseconds);
}

/// <param name="Cost">Null while no price is configured.</param>
public sealed record EstimateResponse(
    [property: JsonPropertyName("records")] int Records,
    [property: JsonPropertyName("inputTokens")] long InputTokens,
    [property: JsonPropertyName("outputTokens")] long OutputTokens,
    [property: JsonPropertyName("cost")] decimal? Cost,
    [property: JsonPropertyName("currency")] string Currency);

/// <param name="Verdict">Null takes it back.</param>
public sealed record VerdictRequest(
    [property: JsonPropertyName("indexes")] IReadOnlyList<int> Indexes, [property: JsonPropertyName("verdict")] Verdict? Verdict = null);

public sealed record JudgedResponse([property: JsonPropertyName("judged")] int Judged);

public sealed record SchemaRequest([property: JsonPropertyName("schema")] JsonObject? Schema = null);

public sealed record MetricsResponse(
    [property: JsonPropertyName("totalJobs")] long TotalJobs,
    [property: JsonPropertyName("totalRecordsRequested")] long TotalRecordsRequested,
    [property: JsonPropertyName("totalRecordsGenerated")] long TotalRecordsGenerated,
    [property: JsonPropertyName("activeJobs")] long ActiveJobs,
    [property: JsonPropertyName("failedJobs")] long FailedJobs,
    [property: JsonPropertyName("lastJobAt")] DateTimeOffset? LastJobAt)
{
    public static MetricsResponse From(DataGenMetrics metrics) => new(
        metrics.TotalJobs, metrics.TotalRecordsRequested, metrics.TotalRecordsGenerated, metrics.ActiveJobs, metrics.FailedJobs, metrics.LastJobAt);
}

/// <summary>One of the two names the account; the e-mail address is the user name.</summary>
public sealed record TaskLoginRequest(
    [property: JsonPropertyName("password")] string Password, [property: JsonPropertyName("username")] string? Username = null, [property: JsonPropertyName("email")] string? Email = null);

public record TaskUserResponse([property: JsonPropertyName("username")] string Username, [property: JsonPropertyName("role")] Role Role);

public sealed record TaskLoginResponse(
    string Username, Role Role,
    [property: JsonPropertyName("accessToken")] string AccessToken,
    [property: JsonPropertyName("tokenType")] string TokenType) : TaskUserResponse(Username, Role);
