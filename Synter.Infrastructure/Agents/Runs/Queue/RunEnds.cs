using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// Ends runs. Everything an end brings is one transaction, conditional on the lease: the history row, the queue row, the last log
/// lines, the watermark, the deliverables, what was reserved, and last the audit.
/// </summary>
internal sealed class RunEnds
{
    private static readonly RowSource<RunEnd> Rows = new RowSource<RunEnd>()
        .With("workspace_id", "uuid", e => e.Run.Envelope.Workspace.Value)
        .With("run_id", "uuid", e => e.Run.Id.Value)
        .With("token", "bigint", e => e.Run.Token)
        .With("status", "text", e => EnumNames.Write(e.Status))
        .With("ok", "boolean", e => e.Ok)
        .With("metrics", "jsonb", e => OutcomeJson.Metrics(e.Outcome))
        .With("records_written", "bigint", e => e.Outcome?.RecordsWritten ?? 0)
        .With("notes", "jsonb", e => OutcomeJson.Notes(e.Outcome))
        .With("error_class", "text", e => e.Error is null ? null : EnumNames.Write(e.Error.Class))
        .With("error_code", "text", e => e.Error?.Code)
        .With("error_message", "text", e => e.Error?.Message)
        .With("watermark", "text", e => e.Watermark)
        .With("done", "bigint", e => e.Progress.Done)
        .With("total", "bigint", e => e.Progress.Total)
        .With("step", "text", e => e.Progress.Step)
        .With("log_seq", "bigint", e => e.LogSeq)
        .With("lines", "text", e => LogLines.ToJson(e.Lines))
        .With("at", "timestamptz", e => e.At);

    private const string MoreSql = $"""
        , lines AS (
            {LogLines.InsertSql}
        ), checkpoints AS (
            DELETE FROM run_checkpoints c USING held h WHERE c.workspace_id = h.workspace_id AND c.run_id = h.run_id
        ), first_watermark AS (
            INSERT INTO watermarks (workspace_id, job_id, value, run_id, moved_at)
            SELECT e.workspace_id, e.job_id, e.watermark, e.id, e.finished_at FROM ended e
            WHERE e.watermark IS NOT NULL AND e.watermark_before IS NULL
            ON CONFLICT DO NOTHING
        ), moved_watermark AS (
            -- Only from where the run began: of two runs at once, the slower one does not move it back.
            UPDATE watermarks w SET value = e.watermark, run_id = e.id, moved_at = e.finished_at FROM ended e
            WHERE w.workspace_id = e.workspace_id AND w.job_id = e.job_id AND w.value = e.watermark_before AND e.watermark IS NOT NULL
        )
        """;

    // A tiny run leaves nothing but its result: its whole end costs less than looking for what else it left.
    private static readonly string OneBareSql = Sql(Rows.One, "");
    private static readonly string ManyBareSql = Sql(Rows.Many, "");
    private static readonly string OneFullSql = Sql(Rows.One, MoreSql);
    private static readonly string ManyFullSql = Sql(Rows.Many, MoreSql);

    private const string HoldSql = """
        SELECT cancel_requested FROM run_queue
        WHERE workspace_id = $1 AND run_id = $2 AND lease_token = $3 FOR UPDATE
        """;

    private readonly EngineConnections _connections;
    private readonly IRunOutputs _outputs;
    private readonly RunSettlements _settlements;
    private readonly AuditLog _audit;
    private readonly GroupCommit<RunEnd, EndResult> _group;

    public RunEnds(
        EngineConnections connections, RunEngineOptions options, IRunOutputs outputs, RunSettlements settlements, AuditLog audit)
    {
        _connections = connections;
        _outputs = outputs;
        _settlements = settlements;
        _audit = audit;
        _group = new GroupCommit<RunEnd, EndResult>(EndManyAsync, options.CommitBatch, options.CommitWriters);
    }

    /// <summary>Runs with deliverables have a transaction of their own, the others share one.</summary>
    public Task<EndResult> EndAsync(RunEnd end) => end.HasOutputs ? EndWithOutputsAsync(end) : _group.AddAsync(end);

    private async Task<IReadOnlyList<EndResult>> EndManyAsync(IReadOnlyList<RunEnd> ends)
    {
        await using var lease = await _connections.RentAsync(default);
        if (_settlements.IsEmpty)
        {
            return await WriteAsync(lease, ends);
        }

        await using var transaction = await lease.Connection.BeginTransactionAsync();
        var results = await WriteAsync(lease, ends);
        await SettleAsync(transaction, ends, results);
        await transaction.CommitAsync();
        return results;
    }

    private async Task<EndResult> EndWithOutputsAsync(RunEnd end)
    {
        await using var lease = await _connections.RentAsync(default);
        await using var transaction = await lease.Connection.BeginTransactionAsync();
        // The row is locked before anything is written: from here to the commit nobody can cancel the run or take it over.
        var hold = await lease.CommandAsync(
            HoldSql, [end.Run.Envelope.Workspace.Value, end.Run.Id.Value, end.Run.Token], default);
        if (await hold.ExecuteScalarAsync() is not bool cancelRequested)
        {
            return EndResult.LeaseLost;
        }

        IReadOnlyList<AuditEntry>? audited = null;
        if (!cancelRequested && !(await WriteOutputsAsync(transaction, end)).TryGet(out audited, out var refusal))
        {
            return new EndResult(null, 0, refusal);
        }

        var results = await WriteAsync(lease, [end]);
        await SettleAsync(transaction, [end], results);
        await _audit.AppendAsync(lease.Connection, transaction, audited ?? [], default);
        await transaction.CommitAsync();
        return results[0];
    }

    private Task<Result<IReadOnlyList<AuditEntry>>> WriteOutputsAsync(NpgsqlTransaction transaction, RunEnd end)
    {
        var outputs = new RunOutputs(
            end.Run.Envelope.Workspace, end.Run.Id, end.Run.Target.Agent, end.Run.Target.Goal, end.Run.Envelope.Correlation, end.At, end.Outputs);
        return _outputs.WriteAsync(transaction.Connection!, transaction, outputs, default);
    }

    private Task SettleAsync(NpgsqlTransaction transaction, IReadOnlyList<RunEnd> ends, IReadOnlyList<EndResult> results) =>
        _settlements.SettleAsync(
            transaction,
            [.. ends.Zip(results).Where(p => p.Second.Status is not null).Select(p => p.First.Settled(p.Second.Status!.Value))],
            default);

    private static async Task<IReadOnlyList<EndResult>> WriteAsync(EngineConnections.Lease lease, IReadOnlyList<RunEnd> ends)
    {
        var command = await lease.CommandAsync(SqlFor(ends), Rows.Values(ends), default);
        await using var reader = await command.ExecuteReaderAsync();
        var written = new Dictionary<RunId, EndResult>(ends.Count);
        while (await reader.ReadAsync())
        {
            written.Add(new RunId(reader.GetGuid(0)), new EndResult(EnumNames.Read<RunStatus>(reader.GetString(1)), reader.GetInt64(2)));
        }

        return ends.Select(e => written.GetValueOrDefault(e.Run.Id, EndResult.LeaseLost)).ToList();
    }

    private static string SqlFor(IReadOnlyList<RunEnd> ends) => (ends.Count, ends.All(e => e.IsBare)) switch
    {
        (1, true) => OneBareSql,
        (1, false) => OneFullSql,
        (_, true) => ManyBareSql,
        (_, false) => ManyFullSql,
    };

    private static string Sql(string source, string more) => $"""
        WITH held AS (
            DELETE FROM run_queue q USING {source}
            WHERE q.workspace_id = g.workspace_id AND q.run_id = g.run_id AND q.lease_token = g.token
            RETURNING g.*, q.version + 1 AS version, q.cancel_requested OR g.status = 'cancelled' AS cancelled
        ), ended AS (
            UPDATE runs r SET
                -- A cancel that was asked for before this commit holds, whatever the code came to.
                status = CASE WHEN h.cancelled THEN 'cancelled' ELSE h.status END,
                ok = CASE WHEN h.cancelled THEN NULL ELSE h.ok END,
                finished_at = h.at,
                metrics = h.metrics, records_written = h.records_written, notes = h.notes,
                error_class = CASE WHEN NOT h.cancelled THEN h.error_class END,
                error_code = CASE WHEN NOT h.cancelled THEN h.error_code END,
                error_message = CASE WHEN NOT h.cancelled THEN h.error_message END,
                watermark = CASE WHEN NOT h.cancelled THEN h.watermark END,
                progress_done = h.done, progress_total = h.total, progress_step = h.step,
                log_seq = h.log_seq, version = h.version
            FROM held h WHERE r.workspace_id = h.workspace_id AND r.id = h.run_id
            RETURNING r.workspace_id, r.id, r.job_id, r.status, r.version, r.watermark, r.watermark_before, r.finished_at
        ){more}
        SELECT id, status, version FROM ended
        """;
}
