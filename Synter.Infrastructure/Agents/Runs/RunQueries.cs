using System.Data.Common;
using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs;

internal sealed class RunQueries(SynterDatabase database, TimeProvider clock) : IRunQueries
{
    private const string Names = """
        LEFT JOIN hired_agents a ON a.workspace_id = r.workspace_id AND a.id = r.hired_agent_id
        LEFT JOIN goals g ON g.workspace_id = r.workspace_id AND g.id = r.goal_id
        """;

    private const string DetailColumns = $"""
        {RunRows.Columns}, r.started_by, r.scheduled_for, r.agent_type_version, r.config_revision, r.goal_revision, r.params::text,
        r.window_start, r.window_end, r.attempt_started_at, r.ok, r.metrics::text, r.records_written, r.notes::text,
        r.watermark_before, r.watermark, coalesce(q.log_seq, r.log_seq),
        ARRAY(SELECT d.id FROM deliverables d WHERE d.workspace_id = r.workspace_id AND d.run_id = r.id ORDER BY d.group_position, d.slot)
        """;

    private const string Queue = "run_queue q ON q.workspace_id = r.workspace_id AND q.run_id = r.id";

    private const string DetailSql =
        $"SELECT {DetailColumns} FROM runs r LEFT JOIN {Queue} {Names} WHERE r.workspace_id = $1 AND r.id = $2";

    private const string LogSql = """
        SELECT seq, at, level, message FROM run_log WHERE workspace_id = $1 AND run_id = $2 AND seq > $3 ORDER BY seq LIMIT $4
        """;

    private const string QueueSql = """
        SELECT count(*), min(due_at) FROM run_queue WHERE workspace_id = $1 AND lease_owner IS NULL AND due_at <= $2
        """;

    // A run that waits for its first attempt need not be looked up.
    private const string ActiveSql = """
        SELECT count(*)::int FROM run_queue q JOIN runs r ON r.workspace_id = q.workspace_id AND r.id = q.run_id
        WHERE q.workspace_id = $1 AND (q.lease_owner IS NOT NULL OR q.attempt > 0) AND r.status IN ('running', 'retrying')
        """;

    public Task<Page<RunRow>> ListAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(actor, filter, page, RunRows.Columns, RunRows.Read, row => row, cancellationToken);

    public Task<Page<RunDetail>> ListDetailsAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        ListAsync(actor, filter, page, DetailColumns, ReadDetail, detail => detail.Row, cancellationToken);

    private async Task<Page<T>> ListAsync<T>(
        Actor actor, RunFilter filter, PageRequest page, string columns, Func<DbDataReader, T> read, Func<T, RunRow> row,
        CancellationToken cancellationToken)
    {
        var where = new RunWhere(actor.Workspace, filter).WithStatuses().After(page.After);
        // What has not ended is found from the queue, which is short, and not by going through the history.
        var join = where.IsOpenOnly ? "JOIN" : "LEFT JOIN";
        var sql = $"""
            SELECT {columns} FROM runs r {join} {Queue} {Names}
            WHERE {where.Sql} ORDER BY r.queued_at DESC, r.id DESC LIMIT {page.Limit + 1}
            """;
        var items = await ReadAsync(actor, sql, where.Values, read, cancellationToken);
        return page.Cut(items, item => new Keyset(row(item).QueuedAt, row(item).Id.Value));
    }

    public async Task<RunCounts> CountAsync(Actor actor, RunFilter filter, CancellationToken cancellationToken)
    {
        var where = new RunWhere(actor.Workspace, filter);
        // Good ends are the many, and no index knows them (their runs' updates touch none): they are what is left of all, as far as all is
        // counted.
        var counted = await ReadAsync(
            actor,
            $"""
            WITH few AS (
                SELECT r.status, count(*) AS runs FROM run_queue q JOIN runs r ON r.workspace_id = q.workspace_id AND r.id = q.run_id
                WHERE {where.Sql} AND q.workspace_id = $1 GROUP BY r.status
                UNION ALL
                SELECT r.ended_badly, count(*) FROM runs r WHERE {where.Sql} AND r.ended_badly IS NOT NULL GROUP BY r.ended_badly
            ), sum AS (SELECT coalesce(sum(runs), 0)::bigint AS runs FROM few)
            SELECT status, runs FROM few
            UNION ALL
            SELECT 'succeeded', (SELECT count(*) FROM (SELECT FROM runs r WHERE {where.Sql} LIMIT {CountLimit.Rows + 1} + (SELECT runs FROM sum)) AS all_runs) - runs
            FROM sum
            """,
            where.Values, row => (Status: EnumNames.Read<RunStatus>(row.GetString(0)), Count: row.GetInt64(1)), cancellationToken);
        var queue = await ReadAsync(
            actor, QueueSql, [actor.Workspace.Value, clock.Now()],
            row => (Depth: row.GetInt64(0), Oldest: row.IsDBNull(1) ? (DateTimeOffset?)null : row.GetFieldValue<DateTimeOffset>(1)),
            cancellationToken);
        var byStatus = Enum.GetValues<RunStatus>().ToDictionary(status => status, status => counted.Find(c => c.Status == status).Count);
        return new RunCounts(byStatus, queue[0].Depth, queue[0].Oldest);
    }

    public async Task<int> CountActiveAsync(Actor actor, CancellationToken cancellationToken) =>
        (await ReadAsync(actor, ActiveSql, [actor.Workspace.Value], row => row.GetInt32(0), cancellationToken))[0];

    public async Task<RunDetail?> FindAsync(Actor actor, RunId run, CancellationToken cancellationToken) =>
        (await ReadAsync(actor, DetailSql, [actor.Workspace.Value, run.Value], ReadDetail, cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<RunLogLine>> LogAsync(Actor actor, RunId run, long after, int limit, CancellationToken cancellationToken) =>
        await ReadAsync(
            actor, LogSql, [actor.Workspace.Value, run.Value, after, limit],
            row => new RunLogLine(row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1), EnumNames.Read<LogLevel>(row.GetString(2)), row.GetString(3)),
            cancellationToken);

    public async Task<EarlierRuns> EarlierAsync(Actor actor, RunId run, int limit, CancellationToken cancellationToken)
    {
        const string before = """
            FROM runs this JOIN runs r ON r.workspace_id = this.workspace_id AND r.job_id = this.job_id AND (r.queued_at, r.id) < (this.queued_at, this.id)
            """;
        const string of = "WHERE this.workspace_id = $1 AND this.id = $2";
        object[] values = [actor.Workspace.Value, run.Value];
        var rows = await ReadAsync(
            actor,
            $"""
            SELECT {RunRows.Columns} {before} LEFT JOIN {Queue} {Names} {of}
            ORDER BY r.queued_at DESC, r.id DESC LIMIT {limit}
            """,
            values, RunRows.Read, cancellationToken);
        var total = await ReadAsync(actor, $"SELECT count(*) FROM (SELECT {before} {of} LIMIT {CountLimit.Rows + 1}) AS counted", values, row => row.GetInt64(0), cancellationToken);
        return new EarlierRuns(rows, total[0]);
    }

    private static RunDetail ReadDetail(DbDataReader row)
    {
        const int own = RunRows.Count;
        return new RunDetail(
            RunRows.Read(row),
            row.Text(own),
            row.Time(own + 1),
            row.GetInt32(own + 2),
            row.Number(own + 3),
            row.Number(own + 4),
            (JsonObject)JsonNode.Parse(row.GetString(own + 5))!,
            row.IsDBNull(own + 6) ? null : new RunWindow(row.GetFieldValue<DateOnly>(own + 6), row.GetFieldValue<DateOnly>(own + 7)),
            row.Time(own + 8),
            row.IsDBNull(own + 9) ? null : row.GetBoolean(own + 9),
            OutcomeJson.ReadMetrics(row.Text(own + 10)),
            row.GetInt64(own + 11),
            OutcomeJson.ReadNotes(row.Text(own + 12)),
            row.Text(own + 13),
            row.Text(own + 14),
            row.GetInt64(own + 15),
            [.. row.GetFieldValue<Guid[]>(own + 16).Select(DeliverableId.From)]);
    }

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
