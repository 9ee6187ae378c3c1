using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

/// <summary>Reads datasets and records out of rows: a dataset (d), its newest run (r) and that run's place in the queue (q).</summary>
internal static class DatasetRows
{
    public const string From = """
        datasets d
        LEFT JOIN runs r ON r.workspace_id = d.workspace_id AND r.id = d.run_id
        LEFT JOIN run_queue q ON q.workspace_id = d.workspace_id AND q.run_id = d.run_id
        """;

    public const string Columns = """
        d.id, d.run_id, d.owner_id, d.owner, left(d.prompt, 200), d.count, coalesce(d.ended_as, r.status, 'failed'), d.completed, d.failures, d.done_before_run,
        d.calls, d.input_tokens, d.output_tokens, d.input_rate, d.output_rate, d.currency, d.source, d.is_offline, d.stop_reason,
        d.created_at, d.started_at, d.run_started_at, d.finished_at
        """;

    public const string DetailColumns = $"""
        {Columns}, d.prompt, d.schema, d.unique_fields, d.max_cost_micros, d.max_tokens, d.max_seconds, d.accepted, d.rejected, d.latency_ms, d.in_flight::text,
        d.hired_agent_id, r.error_class, r.error_code, r.error_message, coalesce(q.cancel_requested, false), d.concurrency
        """;

    public const string RecordColumns = "index, record, error, verdict, calls, latency_ms, input_tokens, output_tokens, at";

    private const int Own = 23;
    private const int LongestSummary = 160;

    public static DatasetRow Read(DbDataReader row)
    {
        var run = EnumNames.Read<RunStatus>(row.GetString(6));
        var rates = new TokenRates(row.GetInt64(13), row.GetInt64(14), row.GetString(15));
        var spent = new DatasetSpending(row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), rates.Price(row.GetInt64(11), row.GetInt64(12)));
        return new DatasetRow(
            new DatasetId(row.GetGuid(0)),
            new RunId(row.GetGuid(1)),
            new UserId(row.GetGuid(2)),
            row.GetString(3),
            Summary(row.GetString(4)),
            row.GetInt32(5),
            DatasetStates.Of(run, row.Time(20) is not null),
            run,
            row.GetInt32(7),
            row.GetInt32(8),
            row.GetInt32(9),
            spent,
            row.GetString(16),
            row.GetBoolean(17),
            row.Text(18),
            row.GetFieldValue<DateTimeOffset>(19),
            row.Time(20),
            row.Time(21),
            row.Time(22));
    }

    public static DatasetDetail ReadDetail(DbDataReader row)
    {
        var dataset = Read(row);
        var error = row.Text(Own + 11) is { } code && dataset.RunStatus.IsEnded()
            ? new RunError(EnumNames.Read<FailureClass>(code), row.GetString(Own + 12), row.GetString(Own + 13))
            : null;
        return new DatasetDetail(
            dataset,
            row.GetString(Own),
            Schema(row, Own + 1),
            row.GetFieldValue<string[]>(Own + 2),
            Limits(row, Own + 3, dataset.Spent.Cost.Currency),
            row.GetInt32(Own + 6),
            row.GetInt32(Own + 7),
            dataset.Completed > 0 ? TimeSpan.FromMilliseconds((double)row.GetInt64(Own + 8) / dataset.Completed) : null,
            row.Text(Own + 9) is { } inFlight && !dataset.RunStatus.IsEnded() ? JsonSerializer.Deserialize<List<InFlightRecord>>(inFlight)! : [],
            row.IsDBNull(Own + 10) ? null : new HiredAgentId(row.GetGuid(Own + 10)),
            error,
            row.GetBoolean(Own + 14),
            row.Number(Own + 15));
    }

    public static RecordRow ReadRecord(DbDataReader row) => new(
        row.GetInt32(0),
        row.Text(1),
        row.Text(2),
        row.Text(3) is { } verdict ? EnumNames.Read<Verdict>(verdict) : null,
        row.GetInt32(4),
        TimeSpan.FromMilliseconds(row.GetInt32(5)),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetFieldValue<DateTimeOffset>(8));

    public static JsonObject? Schema(DbDataReader row, int column) => row.Text(column) is { } text ? JsonNode.Parse(text)!.AsObject() : null;

    /// <param name="column">Of the money; tokens and seconds follow.</param>
    public static DatasetLimits Limits(DbDataReader row, int column, string currency) => new(
        row.IsDBNull(column) ? null : Money.FromMicros(row.GetInt64(column), currency),
        row.IsDBNull(column + 1) ? null : row.GetInt64(column + 1),
        row.Number(column + 2) is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    private static string Summary(string prompt)
    {
        var line = string.Join(' ', prompt.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestSummary ? line : line[..(char.IsHighSurrogate(line[LongestSummary - 2]) ? LongestSummary - 2 : LongestSummary - 1)] + "…";
    }
}
