using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>
/// Takes up runs whose node fell silent: back into the queue, at the price of an attempt; after the last one the run fails as crashed.
/// Any number of nodes may reap at once.
/// </summary>
internal sealed class ReapRuns(
    EngineConnections connections, RunSettlements settlements, RunAnnouncements announcements, TimeProvider clock, ILogger<ReapRuns> log)
{
    private const int Batch = 500;

    /// <summary>A lane may be missing after a restore, or when the transaction that opened it was rolled back.</summary>
    private const string MendLanesSql = """
        INSERT INTO lanes (workspace_id)
        SELECT DISTINCT q.workspace_id FROM run_queue q WHERE NOT EXISTS (SELECT FROM lanes l WHERE l.workspace_id = q.workspace_id)
        ON CONFLICT DO NOTHING
        """;

    private const string ReapSql = $"""
        WITH lapsed AS (
            SELECT q.workspace_id, q.run_id, q.attempt, q.cancel_requested, q.log_seq + 1 AS log_seq, q.version + 1 AS version,
                q.progress_done, q.progress_total, q.progress_step,
                CASE WHEN q.cancel_requested THEN 'cancelled' WHEN q.attempt >= $2 THEN 'failed' ELSE 'queued' END AS status
            FROM run_queue q WHERE q.lease_owner IS NOT NULL AND q.lease_until < $1
            LIMIT $3 FOR UPDATE SKIP LOCKED
        ), requeued AS (
            UPDATE run_queue q SET lease_owner = NULL, lease_until = NULL, lease_token = q.lease_token + 1, due_at = $1,
                log_seq = l.log_seq, version = l.version
            FROM lapsed l WHERE q.workspace_id = l.workspace_id AND q.run_id = l.run_id AND l.status = 'queued'
        ), gone AS (
            DELETE FROM run_queue q USING lapsed l WHERE q.workspace_id = l.workspace_id AND q.run_id = l.run_id AND l.status <> 'queued'
        ), written AS (
            UPDATE runs r SET
                status = l.status,
                due_at = CASE WHEN l.status = 'queued' THEN $1 ELSE r.due_at END,
                finished_at = CASE WHEN l.status <> 'queued' THEN $1 END,
                ok = CASE WHEN l.status = 'failed' THEN false END,
                error_class = CASE WHEN l.status = 'failed' THEN 'crashed' END,
                error_code = CASE WHEN l.status = 'failed' THEN 'crashed' END,
                error_message = CASE WHEN l.status = 'failed' THEN $4 END,
                progress_done = l.progress_done, progress_total = l.progress_total, progress_step = l.progress_step,
                log_seq = l.log_seq, version = l.version
            FROM lapsed l WHERE r.workspace_id = l.workspace_id AND r.id = l.run_id
            RETURNING {RunSettlements.Columns}
        ), lines AS (
            INSERT INTO run_log (workspace_id, run_id, seq, at, level, message)
            SELECT l.workspace_id, l.run_id, l.log_seq, $1, CASE WHEN l.status = 'failed' THEN 'error' ELSE 'warn' END,
                CASE l.status
                    WHEN 'queued' THEN format('The node that ran it fell silent. Attempt %s of %s is lost; it is queued again.', l.attempt, $2)
                    WHEN 'failed' THEN $4
                    ELSE 'Cancelled; the node that ran it had fallen silent.' END
            FROM lapsed l
        ), checkpoints AS (
            DELETE FROM run_checkpoints c USING lapsed l
            WHERE c.workspace_id = l.workspace_id AND c.run_id = l.run_id AND l.status <> 'queued'
        )
        SELECT * FROM written
        """;

    private static readonly string Crashed =
        $"The node that ran it fell silent {RetryPolicy.MaxAttempts} times. Ask the operators of Synter to look at this run before it is started again.";

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var mend = await lease.CommandAsync(MendLanesSql, [], cancellationToken);
        await mend.ExecuteNonQueryAsync(cancellationToken);
        while (await ReapAsync(lease, cancellationToken) == Batch)
        {
            // A node with many runs has died.
        }
    }

    private async Task<int> ReapAsync(EngineConnections.Lease lease, CancellationToken cancellationToken)
    {
        var reaped = new List<SettledRun>();
        await using (var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken))
        {
            var command = await lease.CommandAsync(ReapSql, [clock.Now(), RetryPolicy.MaxAttempts, Batch, Crashed], cancellationToken);
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    reaped.Add(RunSettlements.Read(reader));
                }
            }

            await settlements.SettleAsync(transaction, [.. reaped.Where(r => r.Status.IsEnded())], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        Announce(reaped);
        return reaped.Count;
    }

    private void Announce(List<SettledRun> reaped)
    {
        if (reaped.Count == 0)
        {
            return;
        }

        reaped.ForEach(run => announcements.Changed(run.Target.Workspace, run.Run));
        announcements.WorkQueued();
        var ended = reaped.Count(r => r.Status.IsEnded());
        log.LeasesLapsed(reaped.Count - ended, ended);
    }
}
