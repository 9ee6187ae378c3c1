using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>Gives runs back to the queue: for another attempt, or because this node stops.</summary>
internal sealed class RunReturns(EngineConnections connections, TimeProvider clock)
{
    private const string RetrySql = $"""
        WITH held AS (
            UPDATE run_queue q SET
                lease_owner = NULL, lease_until = NULL, lease_token = q.lease_token + 1, due_at = $4,
                progress_done = $8, progress_total = $9, progress_step = $10, log_seq = $11, version = q.version + 1
            WHERE q.workspace_id = $1 AND q.run_id = $2 AND q.lease_token = $3 AND NOT q.cancel_requested
            RETURNING q.workspace_id, q.run_id, q.version, $12::text AS lines
        ), waiting AS (
            UPDATE runs r SET status = 'retrying', due_at = $4, error_class = $5, error_code = $6, error_message = $7
            FROM held h WHERE r.workspace_id = h.workspace_id AND r.id = h.run_id
        ), lines AS (
            {LogLines.InsertSql}
        )
        SELECT version FROM held
        """;

    private const string ReleaseSql = $"""
        WITH held AS (
            UPDATE run_queue q SET
                lease_owner = NULL, lease_until = NULL, lease_token = q.lease_token + 1, due_at = $4, attempt = q.attempt - 1,
                log_seq = g.log_seq, version = q.version + 1
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $5::bigint[], $6::text[]) AS g (workspace_id, run_id, token, log_seq, lines)
            WHERE q.workspace_id = g.workspace_id AND q.run_id = g.run_id AND q.lease_token = g.token
            RETURNING q.workspace_id, q.run_id, q.attempt, q.version, g.lines
        ), waiting AS (
            UPDATE runs r SET status = 'queued', attempt = h.attempt, due_at = $4
            FROM held h WHERE r.workspace_id = h.workspace_id AND r.id = h.run_id
        ), lines AS (
            {LogLines.InsertSql}
        )
        SELECT run_id FROM held
        """;

    /// <summary>
    /// Puts the run back for its next attempt. False when nothing was written: the lease was lost, or a person asked to cancel it.
    /// </summary>
    public async Task<bool> RetryAsync(
        ClaimedRun run, DateTimeOffset due, RunError error, RunProgress progress, IReadOnlyList<RunLogLine> lines, long logSeq)
    {
        await using var lease = await connections.RentAsync(default);
        var command = await lease.CommandAsync(RetrySql,
        [
            run.Envelope.Workspace.Value, run.Id.Value, run.Token, due,
            EnumNames.Write(error.Class), error.Code, error.Message,
            progress.Done, progress.Total, progress.Step, logSeq, LogLines.ToJson(lines) ?? "[]",
        ], default);
        return await command.ExecuteScalarAsync() is long;
    }

    /// <summary>Hands runs to whichever node comes next, with their attempt: nothing went wrong with them.</summary>
    public async Task<IReadOnlySet<RunId>> ReleaseAsync(IReadOnlyList<ReleasedRun> runs)
    {
        await using var lease = await connections.RentAsync(default);
        var command = await lease.CommandAsync(ReleaseSql,
        [
            runs.Select(r => r.Run.Envelope.Workspace.Value).ToArray(), runs.Select(r => r.Run.Id.Value).ToArray(), runs.Select(r => r.Run.Token).ToArray(),
            clock.Now(), runs.Select(r => r.LogSeq).ToArray(), runs.Select(r => LogLines.ToJson(r.Lines)).ToArray(),
        ], default);
        await using var reader = await command.ExecuteReaderAsync();
        var released = new HashSet<RunId>();
        while (await reader.ReadAsync())
        {
            released.Add(new RunId(reader.GetGuid(0)));
        }

        return released;
    }
}

/// <param name="Lines">Log lines not written yet.</param>
internal sealed record ReleasedRun(ClaimedRun Run, IReadOnlyList<RunLogLine> Lines, long LogSeq);
