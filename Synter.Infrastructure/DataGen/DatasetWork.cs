using System.Runtime.CompilerServices;
using System.Text.Json;
using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.DataGen.Mirror;

namespace Synter.Infrastructure.DataGen;

/// <summary>
/// Writes what runs make. A record, its dataset's counters and the workspace's are one statement, conditional on the run's lease.
/// </summary>
internal sealed class DatasetWork(EngineConnections connections, RecordPages pages, MirrorMark mirror, TimeProvider clock) : IDatasetWork
{
    private const int MostInACommit = 256;

    // One run a statement: the engine locks the queue's rows of many runs in an order of its own.
    private const string Held = "held AS (SELECT FROM run_queue WHERE workspace_id = $1 AND run_id = $3 AND lease_token = $4 FOR UPDATE)";

    private const string BeginSql = $"""
        WITH {Held}
        UPDATE datasets d SET started_at = coalesce(d.started_at, $5), run_started_at = coalesce(d.run_started_at, $5)
        FROM held WHERE d.workspace_id = $1 AND d.id = $2 AND d.run_id = $3
        RETURNING d.prompt, d.count, d.schema, d.unique_fields, d.max_cost_micros, d.max_tokens, d.max_seconds, d.input_rate, d.output_rate, d.currency,
            d.completed, d.failures, d.calls, d.input_tokens, d.output_tokens, d.largest_input, d.largest_output, d.run_started_at, d.concurrency
        """;

    private const string MissingSql = """
        SELECT i FROM generate_series(0, $3 - 1) i
        EXCEPT SELECT index FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2
        ORDER BY 1
        """;

    private const string IsHeldSql = "SELECT EXISTS (SELECT FROM run_queue WHERE workspace_id = $1 AND run_id = $2 AND lease_token = $3)";

    private const string WriteSql = $"""
        WITH {Held}, written AS (
            INSERT INTO dataset_records (workspace_id, dataset_id, index, record, error, raw_reply, calls, latency_ms, input_tokens, output_tokens, at)
            SELECT $1, $2, g.*, $13
            FROM held, unnest($5::int[], $6::text[], $7::text[], $8::text[], $9::int[], $10::int[], $11::bigint[], $12::bigint[]) AS g
            -- A place keeps what it has: nothing is there twice, whoever made it again.
            ON CONFLICT DO NOTHING
            RETURNING (record IS NULL)::int AS failed, calls, latency_ms, input_tokens, output_tokens
        ), sums AS (
            SELECT count(*)::int AS finished, sum(failed)::int AS failed, sum(calls) AS calls, sum(latency_ms) AS latency, sum(input_tokens) AS input,
                sum(output_tokens) AS output, max(input_tokens) AS largest_input, max(output_tokens) AS largest_output
            FROM written HAVING count(*) > 0
        ), counted AS (
            UPDATE datasets d SET
                completed = d.completed + s.finished, failures = d.failures + s.failed, calls = d.calls + s.calls, latency_ms = d.latency_ms + s.latency,
                input_tokens = d.input_tokens + s.input, output_tokens = d.output_tokens + s.output,
                largest_input = greatest(d.largest_input, s.largest_input), largest_output = greatest(d.largest_output, s.largest_output)
            FROM sums s WHERE d.workspace_id = $1 AND d.id = $2
        ), totalled AS (
            UPDATE datagen_counters c SET total_records_generated = c.total_records_generated + s.finished - s.failed
            FROM sums s WHERE c.workspace_id = $1 AND s.finished > s.failed
        )
        """;

    private const string IsWrittenSql = " SELECT count(*) FROM held";

    private static readonly string MarkSql = $", changed AS (SELECT $1::uuid AS workspace_id, $2::uuid AS dataset_id FROM sums), marked AS ({MirrorMark.Sql("changed", "$13")})";

    private const string ShowSql = $"WITH {Held} UPDATE datasets d SET in_flight = $5::jsonb FROM held WHERE d.workspace_id = $1 AND d.id = $2";

    private const string StopSql = $"WITH {Held} UPDATE datasets d SET stop_reason = $5 FROM held WHERE d.workspace_id = $1 AND d.id = $2";

    private readonly string _write = $"{WriteSql}{(mirror.IsOn ? MarkSql : "")}{IsWrittenSql}";

    // A run's own, gone with its context.
    private readonly ConditionalWeakTable<RunContext, GroupCommit<MadeRecord, bool>> _commits = [];

    public async Task<DatasetJob?> BeginAsync(RunContext run, DatasetId id, CancellationToken cancellationToken)
    {
        var workspace = run.Envelope.Workspace.Value;
        await using var lease = await connections.RentAsync(cancellationToken);
        var begin = await lease.CommandAsync(BeginSql, [workspace, id.Value, run.Envelope.RunId.Value, run.LeaseToken, clock.Now()], cancellationToken);
        DatasetJob job;
        await using (var row = await begin.ExecuteReaderAsync(cancellationToken))
        {
            job = await row.ReadAsync(cancellationToken) ? JobOf(id, row) : null!;
        }

        if (job is null)
        {
            var ask = await lease.CommandAsync(IsHeldSql, [workspace, run.Envelope.RunId.Value, run.LeaseToken], cancellationToken);
            return await ask.ExecuteScalarAsync(cancellationToken) is true ? null : throw run.LoseLease();
        }

        return job with
        {
            Missing = await MissingAsync(lease, workspace, id, job.Spec.Count, cancellationToken),
            UniqueRecords = job.Spec.UniqueFields.Count == 0 ? NoRecords() : pages.ReadAsync(new Scope.Workspace(run.Envelope.Workspace), run.Envelope.Workspace, id, cancellationToken: cancellationToken),
        };
    }

    public async Task WriteAsync(RunContext run, DatasetId id, MadeRecord record, CancellationToken cancellationToken)
    {
        // Not cancelled with the run: the call has been made and paid, and its record is worth keeping as long as the lease holds.
        var commit = _commits.GetValue(run, context => new GroupCommit<MadeRecord, bool>(records => WriteManyAsync(context, id, records), MostInACommit, writers: 1));
        if (!await commit.AddAsync(record))
        {
            throw run.LoseLease();
        }
    }

    public Task ShowAsync(RunContext run, DatasetId id, IReadOnlyList<InFlightRecord> inFlight, CancellationToken cancellationToken) =>
        SetAsync(ShowSql, run, id, JsonSerializer.Serialize(inFlight), cancellationToken);

    public Task StopAsync(RunContext run, DatasetId id, string reason, CancellationToken cancellationToken) => SetAsync(StopSql, run, id, reason, cancellationToken);

    private async Task<IReadOnlyList<bool>> WriteManyAsync(RunContext run, DatasetId id, IReadOnlyList<MadeRecord> records)
    {
        await using var lease = await connections.RentAsync(default);
        var write = await lease.CommandAsync(
            _write,
            [
                run.Envelope.Workspace.Value, id.Value, run.Envelope.RunId.Value, run.LeaseToken,
                Column(records, r => r.Index), Column(records, r => r.Record), Column(records, r => Storable(r.Error)), Column(records, r => Storable(r.RawReply)),
                Column(records, r => r.Calls), Column(records, r => (int)Math.Min(r.Latency.TotalMilliseconds, int.MaxValue)),
                Column(records, r => r.InputTokens), Column(records, r => r.OutputTokens), clock.Now(),
            ],
            default);
        var isHeld = await write.ExecuteScalarAsync() is 1L;
        return [.. Enumerable.Repeat(isHeld, records.Count)];
    }

    private async Task SetAsync(string sql, RunContext run, DatasetId id, string value, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(
            sql, [run.Envelope.Workspace.Value, id.Value, run.Envelope.RunId.Value, run.LeaseToken, value], cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<int>> MissingAsync(
        EngineConnections.Lease lease, Guid workspace, DatasetId id, int count, CancellationToken cancellationToken)
    {
        var command = await lease.CommandAsync(MissingSql, [workspace, id.Value, count], cancellationToken);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<int>();
        while (await row.ReadAsync(cancellationToken))
        {
            missing.Add(row.GetInt32(0));
        }

        return missing;
    }

    private static DatasetJob JobOf(DatasetId id, NpgsqlDataReader row)
    {
        var rates = new TokenRates(row.GetInt64(7), row.GetInt64(8), row.GetString(9));
        var spec = DatasetSpec.Stored(
            row.GetString(0), row.GetInt32(1), DatasetRows.Schema(row, 2), row.GetFieldValue<string[]>(3), DatasetRows.Limits(row, 4, rates.Currency), row.Number(18));
        return new DatasetJob(
            id, spec, [], row.GetInt32(10), row.GetInt32(11), rates,
            new DatasetSpending(row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), rates.Price(row.GetInt64(13), row.GetInt64(14))),
            (row.GetInt64(15), row.GetInt64(16)), NoRecords(), row.GetFieldValue<DateTimeOffset>(17));
    }

    private static T[] Column<T>(IReadOnlyList<MadeRecord> records, Func<MadeRecord, T> value) => [.. records.Select(value)];

    /// <summary>PostgreSQL keeps no NUL; a half surrogate pair would stop the driver.</summary>
    private static string? Storable(string? text) => text is null ? null
        : text.Contains('\0', StringComparison.Ordinal) || text.Any(char.IsSurrogate) ? string.Concat(text.EnumerateRunes()).Replace('\0', '\uFFFD')
        : text;

    private static async IAsyncEnumerable<string> NoRecords()
    {
        await Task.CompletedTask;
        yield break;
    }
}
