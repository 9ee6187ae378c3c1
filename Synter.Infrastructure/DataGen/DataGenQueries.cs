using System.Data.Common;
using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Statistics;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

internal sealed class DataGenQueries(SynterDatabase database) : IDataGenQueries
{
    private const string OneSql = $"SELECT {DatasetRows.DetailColumns} FROM {DatasetRows.From} WHERE d.workspace_id = $1 AND d.id = $2";

    private const string RecordSql = $"""
        SELECT {DatasetRows.RecordColumns}, coalesce(raw_reply, record), judged_by, judged_at
        FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2 AND index = $3
        """;

    private const string SliceSql = $"""
        SELECT {DatasetRows.RecordColumns} FROM dataset_records
        WHERE workspace_id = $1 AND dataset_id = $2 AND index >= $3 AND index < $4 ORDER BY index
        """;

    private const string SampleSql =
        "SELECT record FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2 AND index = ANY ($3) AND record IS NOT NULL ORDER BY index";

    private const string CountsSql = "SELECT count, completed - failures FROM datasets WHERE workspace_id = $1 AND id = $2";

    private const string MetricsSql = """
        SELECT total_jobs, total_records_requested, total_records_generated, active_jobs, failed_jobs, last_job_at
        FROM datagen_counters WHERE workspace_id = $1
        """;

    public async Task<Page<DatasetRow>> ListAsync(Actor actor, DatasetFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var where = new List<string> { "d.workspace_id = $1" };
        var values = new List<object> { actor.Workspace.Value };
        if (filter.Owner is { } owner)
        {
            values.Add(owner.Value);
            where.Add($"d.owner_id = ${values.Count}");
        }

        if (filter.Status is { } status)
        {
            where.Add(Condition(status));
        }

        if (page.After is { } after)
        {
            values.Add(after.At);
            values.Add(after.Id);
            where.Add($"(d.created_at, d.id) < (${values.Count - 1}, ${values.Count})");
        }

        var sql = $"""
            SELECT {DatasetRows.Columns} FROM {DatasetRows.From}
            WHERE {string.Join(" AND ", where)} ORDER BY d.created_at DESC, d.id DESC LIMIT {page.Limit + 1}
            """;
        return page.Cut(await ReadAsync(actor, sql, values, DatasetRows.Read, cancellationToken), row => new Keyset(row.CreatedAt, row.Id.Value));
    }

    public async Task<DatasetDetail?> FindAsync(Actor actor, DatasetId id, CancellationToken cancellationToken) =>
        (await ReadAsync(actor, OneSql, [actor.Workspace.Value, id.Value], DatasetRows.ReadDetail, cancellationToken)).SingleOrDefault();

    public async Task<Page<RecordRow>> RecordsAsync(
        Actor actor, DatasetId id, RecordFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var (order, beyond) = filter.FromTheEnd ? ("DESC", "<") : ("ASC", ">");
        var values = new List<object> { actor.Workspace.Value, id.Value };
        var where = $"workspace_id = $1 AND dataset_id = $2 AND {Condition(filter.Kind)}";
        if (page.After is { } after)
        {
            values.Add((int)after.Place);
            where += $" AND index {beyond} $3";
        }

        var sql = $"SELECT {DatasetRows.RecordColumns} FROM dataset_records WHERE {where} ORDER BY index {order} LIMIT {page.Limit + 1}";
        return page.Cut(await ReadAsync(actor, sql, values, DatasetRows.ReadRecord, cancellationToken), row => Keyset.Of(row.At, row.Index));
    }

    public async Task<RecordDetail?> RecordAsync(Actor actor, DatasetId id, int index, CancellationToken cancellationToken) => (await ReadAsync(
        actor, RecordSql, [actor.Workspace.Value, id.Value, index],
        row => new RecordDetail(DatasetRows.ReadRecord(row), row.Text(9), row.Text(10), row.Time(11)),
        cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<RecordRow?>> SliceAsync(Actor actor, DatasetId id, int offset, int limit, CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(actor, id, cancellationToken);
        var slice = new RecordRow?[Math.Clamp(counts.Count - offset, 0, limit)];
        var rows = await ReadAsync(
            actor, SliceSql, [actor.Workspace.Value, id.Value, offset, offset + slice.Length], DatasetRows.ReadRecord, cancellationToken);
        foreach (var row in rows)
        {
            slice[row.Index - offset] = row;
        }

        return slice;
    }

    public async Task<ColumnReport> ColumnsAsync(Actor actor, DatasetId id, CancellationToken cancellationToken)
    {
        var (count, good) = await CountsAsync(actor, id, cancellationToken);
        var records = await ReadAsync(
            actor, SampleSql, [actor.Workspace.Value, id.Value, ColumnProfile.Sample(count)], row => JsonNode.Parse(row.GetString(0))!.AsObject(), cancellationToken);
        return new ColumnReport(ColumnProfile.Of(records), records.Count, good);
    }

    public async Task<DataGenMetrics> MetricsAsync(Actor actor, CancellationToken cancellationToken) => (await ReadAsync(
        actor, MetricsSql, [actor.Workspace.Value],
        row => new DataGenMetrics(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetFieldValue<DateTimeOffset>(5)),
        cancellationToken)).SingleOrDefault(DataGenMetrics.None);

    private async Task<(int Count, int Good)> CountsAsync(Actor actor, DatasetId id, CancellationToken cancellationToken) => (await ReadAsync(
        actor, CountsSql, [actor.Workspace.Value, id.Value], row => (row.GetInt32(0), row.GetInt32(1)), cancellationToken)).SingleOrDefault();

    private static string Condition(DatasetStatus status) => status switch
    {
        DatasetStatus.Queued => "d.ended_as IS NULL AND r.status = 'queued' AND d.started_at IS NULL",
        DatasetStatus.Running => "d.ended_as IS NULL AND NOT (r.status = 'queued' AND d.started_at IS NULL)",
        DatasetStatus.Succeeded => "d.ended_as = 'succeeded'",
        DatasetStatus.Failed => "d.ended_as <> 'succeeded'",
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    private static string Condition(RecordKind kind) => kind switch
    {
        RecordKind.All => "true",
        RecordKind.Good => "record IS NOT NULL",
        RecordKind.Failed => "record IS NULL",
        RecordKind.Accepted => "verdict = 'accepted'",
        RecordKind.Rejected => "verdict = 'rejected'",
        RecordKind.Unjudged => "record IS NOT NULL AND verdict IS NULL",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private async Task<List<T>> ReadAsync<T>(
        Actor actor, string sql, IEnumerable<object> values, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
