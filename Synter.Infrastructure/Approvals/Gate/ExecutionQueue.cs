using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>The execution queue as the executors of all nodes share it: claimed with a lease, fenced by a token that only grows.</summary>
public sealed class ExecutionQueue(SynterDatabase database, SendingOptions options, TimeProvider clock)
{
    private static readonly Scope AllWorkspaces = new Scope.System("execution queue");

    // What is approved and not begun waits behind a stop; what was sent and not answered is looked after all the same. Workspaces
    // take turns: one that approves a thousand at once keeps no other waiting. The lease is looked at again under the row's lock,
    // as two that claim at once both saw it free.
    private const string Claim = """
        WITH waiting AS (
            SELECT q.workspace_id, q.deliverable_id, q.due_at,
                row_number() OVER (PARTITION BY q.workspace_id ORDER BY q.due_at)
                    + (SELECT count(*) FROM execution_queue b WHERE b.workspace_id = q.workspace_id AND b.lease_until > $1) AS turn
            FROM execution_queue q
            JOIN deliverables d ON d.workspace_id = q.workspace_id AND d.id = q.deliverable_id
            JOIN workspaces w ON w.id = q.workspace_id
            WHERE q.due_at <= $1 AND (q.lease_until IS NULL OR q.lease_until <= $1)
              AND NOT (w.stopped_at IS NOT NULL AND d.state IN ('approved', 'scheduled'))),
        due AS (
            SELECT q.workspace_id, q.deliverable_id
            FROM execution_queue q
            JOIN waiting w ON w.workspace_id = q.workspace_id AND w.deliverable_id = q.deliverable_id
            WHERE q.lease_until IS NULL OR q.lease_until <= $1
            ORDER BY w.turn, w.due_at
            LIMIT $2
            FOR UPDATE OF q SKIP LOCKED)
        UPDATE execution_queue q
        SET lease_owner = $3, lease_token = nextval('execution_lease_tokens'), lease_until = $4
        FROM due
        WHERE q.workspace_id = due.workspace_id AND q.deliverable_id = due.deliverable_id
          AND (q.lease_until IS NULL OR q.lease_until <= $1)
        RETURNING q.workspace_id, q.deliverable_id, q.approval_id, q.asked_by, q.asked_by_name, q.via, q.correlation_id, q.lease_token
        """;

    private const string Renew = "UPDATE execution_queue SET lease_until = $2 WHERE lease_owner = $1";

    private const string Release = """
        UPDATE execution_queue SET lease_owner = NULL, lease_until = NULL, due_at = coalesce($4, due_at)
        WHERE workspace_id = $1 AND deliverable_id = $2 AND lease_token = $3
        """;

    private const string Remove = "DELETE FROM execution_queue WHERE workspace_id = $1 AND deliverable_id = $2 AND lease_token = $3";

    public async Task<IReadOnlyList<ExecutionClaim>> ClaimAsync(string node, int room, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await database.OpenAsync(AllWorkspaces, cancellationToken);
        await using var command = Command(connection, Claim, now, room, node, now + options.Lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claims = new List<ExecutionClaim>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claims.Add(Read(reader));
        }

        return claims;
    }

    /// <summary>Keeps all of a node's claims, in one statement.</summary>
    public async Task RenewAsync(string node, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(AllWorkspaces, cancellationToken);
        await using var command = Command(connection, Renew, node, clock.Now() + options.Lease);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives a claim back, to be taken up again when it is due.</summary>
    /// <param name="dueAt">Null leaves what stands there: somebody may have moved it meanwhile.</param>
    public Task ReleaseAsync(ExecutionClaim claim, DateTimeOffset? dueAt, CancellationToken cancellationToken) =>
        ExecuteAsync(claim, Release, cancellationToken, (object?)dueAt ?? DBNull.Value);

    /// <summary>Nothing is left to do.</summary>
    public Task RemoveAsync(ExecutionClaim claim, CancellationToken cancellationToken) => ExecuteAsync(claim, Remove, cancellationToken);

    private async Task ExecuteAsync(ExecutionClaim claim, string sql, CancellationToken cancellationToken, params object[] more)
    {
        await using var connection = await database.OpenAsync(new Scope.Workspace(claim.Workspace), cancellationToken);
        await using var command = Command(connection, sql, [claim.Workspace.Value, claim.Deliverable.Value, claim.LeaseToken, .. more]);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private static ExecutionClaim Read(NpgsqlDataReader row) => new(
        WorkspaceId.From(row.GetGuid(0)),
        DeliverableId.From(row.GetGuid(1)),
        ApprovalId.From(row.GetGuid(2)),
        new AskedBy(row.IsDBNull(3) ? null : UserId.From(row.GetGuid(3)), row.GetString(4), EnumNames.Read<Via>(row.GetString(5))),
        new CorrelationId(row.GetString(6)),
        row.GetInt64(7));
}
