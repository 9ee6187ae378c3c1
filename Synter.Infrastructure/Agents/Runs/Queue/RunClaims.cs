using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>Takes runs for this node and keeps them.</summary>
internal sealed class RunClaims(EngineConnections connections, RunNode node, RunEngineOptions options, TimeProvider clock)
{
    private const string ClaimSql = "SELECT * FROM claim_runs($1, $2, $3, $4)";

    private const string RenewSql = """
        UPDATE run_queue q SET lease_until = $4
        FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS g (workspace_id, run_id, token)
        WHERE q.workspace_id = g.workspace_id AND q.run_id = g.run_id AND q.lease_token = g.token
        RETURNING q.run_id, q.cancel_requested
        """;

    /// <param name="slots">No more than this node has free.</param>
    public async Task<Claim> ClaimAsync(int slots, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(ClaimSql, [node.Id, slots, now, now + options.Lease], cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var runs = new List<ClaimedRun>();
        var isFull = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            isFull |= reader.GetBoolean(6);
            runs.Add(Read(reader));
        }

        return new Claim(runs, isFull || runs.Count == slots);
    }

    /// <summary>When the next waiting run is due: null for never, the past when it is due and could not be taken.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync("SELECT next_due_run()", [], cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime due ? due : null;
    }

    /// <summary>
    /// Renews them all in one statement. Returns those that are still this node's, and whether a person asked to cancel them; the
    /// others are lost.
    /// </summary>
    public async Task<IReadOnlyDictionary<RunId, bool>> RenewAsync(IReadOnlyList<ClaimedRun> runs, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(RenewSql,
        [
            runs.Select(r => r.Envelope.Workspace.Value).ToArray(), runs.Select(r => r.Id.Value).ToArray(), runs.Select(r => r.Token).ToArray(),
            clock.Now() + options.Lease,
        ], cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kept = new Dictionary<RunId, bool>(runs.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            kept.Add(new RunId(reader.GetGuid(0)), reader.GetBoolean(1));
        }

        return kept;
    }

    private static ClaimedRun Read(NpgsqlDataReader row)
    {
        var workspace = new WorkspaceId(row.GetGuid(0));
        var envelope = new RunEnvelope(
            row.GetString(7), new RunId(row.GetGuid(1)), workspace, (JsonObject)JsonNode.Parse(row.GetString(15))!,
            row.IsDBNull(16) ? null : new RunWindow(row.GetFieldValue<DateOnly>(16), row.GetFieldValue<DateOnly>(17)),
            row.GetBoolean(18), new CorrelationId(row.GetString(19)));
        var target = new RunTarget(
            workspace, row.GetString(8), row.GetInt32(9),
            row.IsDBNull(10) ? null : new HiredAgentId(row.GetGuid(10)), row.IsDBNull(11) ? null : row.GetInt32(11),
            row.IsDBNull(12) ? null : new GoalId(row.GetGuid(12)), row.IsDBNull(13) ? null : row.GetInt32(13),
            row.IsDBNull(14) ? null : row.GetString(14));
        return new ClaimedRun(
            envelope, target, row.GetInt64(2), row.GetInt32(3),
            row.IsDBNull(20) ? null : row.GetFieldValue<DateTimeOffset>(20), row.IsDBNull(21) ? null : row.GetString(21),
            row.GetInt64(4), row.GetInt64(5));
    }
}
