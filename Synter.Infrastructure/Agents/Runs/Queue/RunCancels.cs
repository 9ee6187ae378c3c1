using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>Cancels what waits, flags what runs.</summary>
internal sealed class RunCancels(EngineConnections connections, RunSettlements settlements, TimeProvider clock)
{
    private const string CancelWaitingSql = $"""
        WITH waiting AS (
            DELETE FROM run_queue q WHERE q.workspace_id = $1 AND q.run_id = $2 AND num_nonnulls(q.lease_owner) = 0
            RETURNING q.workspace_id, q.run_id, q.log_seq + 1 AS log_seq, q.version + 1 AS version,
                q.progress_done, q.progress_total, q.progress_step
        ), ended AS (
            UPDATE runs r SET status = 'cancelled', finished_at = $3, log_seq = w.log_seq, version = w.version,
                error_class = NULL, error_code = NULL, error_message = NULL,
                progress_done = w.progress_done, progress_total = w.progress_total, progress_step = w.progress_step
            FROM waiting w WHERE r.workspace_id = w.workspace_id AND r.id = w.run_id
            RETURNING {RunSettlements.Columns}
        ), lines AS (
            INSERT INTO run_log (workspace_id, run_id, seq, at, level, message)
            SELECT w.workspace_id, w.run_id, w.log_seq, $3, 'info', 'Cancelled while it waited.' FROM waiting w
        ), checkpoints AS (
            DELETE FROM run_checkpoints c USING waiting w WHERE c.workspace_id = w.workspace_id AND c.run_id = w.run_id
        )
        SELECT * FROM ended
        """;

    private const string FlagRunningSql = """
        UPDATE run_queue q SET cancel_requested = true, version = q.version + 1
        WHERE q.workspace_id = $1 AND q.run_id = $2 AND num_nonnulls(q.lease_owner) = 1
        """;

    private const string HasEndedSql = "SELECT finished_at IS NOT NULL FROM runs WHERE workspace_id = $1 AND id = $2";

    public async Task<CancelOutcome> CancelAsync(WorkspaceId workspace, RunId run, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        while (true)
        {
            if (await CancelWaitingAsync(lease, workspace, run, cancellationToken))
            {
                return CancelOutcome.Cancelled;
            }

            var flag = await lease.CommandAsync(FlagRunningSql, [workspace.Value, run.Value], cancellationToken);
            if (await flag.ExecuteNonQueryAsync(cancellationToken) == 1)
            {
                return CancelOutcome.Asked;
            }

            var look = await lease.CommandAsync(HasEndedSql, [workspace.Value, run.Value], cancellationToken);
            switch (await look.ExecuteScalarAsync(cancellationToken))
            {
                case null:
                    return CancelOutcome.NotFound;
                case true:
                    return CancelOutcome.AlreadyEnded;
            }

            // It was claimed or given back between two of the looks: look again.
        }
    }

    private async Task<bool> CancelWaitingAsync(
        EngineConnections.Lease lease, WorkspaceId workspace, RunId run, CancellationToken cancellationToken)
    {
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var command = await lease.CommandAsync(CancelWaitingSql, [workspace.Value, run.Value, clock.Now()], cancellationToken);
        SettledRun? ended = null;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (await reader.ReadAsync(cancellationToken))
            {
                ended = RunSettlements.Read(reader);
            }
        }

        if (ended is null)
        {
            return false;
        }

        await settlements.SettleAsync(transaction, [ended], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
