using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.DataGen.Mirror;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

/// <summary>Ends datasets with their runs, in the same transaction: however a run ends, its dataset and the counters say so.</summary>
internal sealed class DatasetSettlement(MirrorMark mirror, TimeProvider clock) : IRunSettlement
{
    private const string Sql = """
        WITH ended AS (
            UPDATE datasets d SET ended_as = e.status, finished_at = $4, in_flight = NULL
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS e (workspace_id, run_id, status)
            WHERE d.workspace_id = e.workspace_id AND d.run_id = e.run_id AND d.ended_as IS NULL
            RETURNING d.workspace_id, d.ended_as
        )
        UPDATE datagen_counters c SET active_jobs = c.active_jobs - n.ended, failed_jobs = c.failed_jobs + n.failed
        FROM (SELECT workspace_id, count(*) AS ended, count(*) FILTER (WHERE ended_as <> 'succeeded') AS failed FROM ended GROUP BY workspace_id) n
        WHERE c.workspace_id = n.workspace_id
        """;

    public async Task SettleAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
    {
        // In one order over all transactions, so that two of them never wait for each other.
        var ours = runs.Where(r => r.Target.AgentTypeId == DataGenConstants.AgentTypeId).OrderBy(r => r.Target.Workspace.Value).ThenBy(r => r.Run.Value).ToList();
        if (ours.Count == 0)
        {
            return;
        }

        Guid[] workspaces = [.. ours.Select(r => r.Target.Workspace.Value)];
        Guid[] ended = [.. ours.Select(r => r.Run.Value)];
        var now = clock.Now();
        await using var command = new NpgsqlCommand(Sql, connection, transaction)
        {
            Parameters = { new() { Value = workspaces }, new() { Value = ended }, new() { Value = ours.Select(r => EnumNames.Write(r.Status)).ToArray() }, new() { Value = now } },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
        await mirror.SetAsync(connection, transaction, workspaces, ended, now, cancellationToken);
    }
}
