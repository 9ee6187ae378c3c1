using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.DataGen.Mirror;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Usage;

namespace Synter.Infrastructure.DataGen;

/// <summary>
/// Ends datasets with their runs, in the same transaction: however a run ends, its dataset and the counters say so, and its tokens stand
/// in the ledger. They are spent whether or not it succeeded.
/// </summary>
internal sealed class DatasetSettlement(UsageLedger ledger, MirrorMark mirror, TimeProvider clock) : IRunSettlement
{
    private const string Sql = """
        WITH ended AS (
            UPDATE datasets d SET ended_as = e.status, finished_at = $4, in_flight = NULL
            FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS e (workspace_id, run_id, status)
            WHERE d.workspace_id = e.workspace_id AND d.run_id = e.run_id AND d.ended_as IS NULL
            RETURNING d.workspace_id, d.run_id, d.ended_as, d.hired_agent_id, d.input_tokens + d.output_tokens - d.tokens_before_run AS tokens
        ), counted AS (
            UPDATE datagen_counters c SET active_jobs = c.active_jobs - n.ended, failed_jobs = c.failed_jobs + n.failed
            FROM (SELECT workspace_id, count(*) AS ended, count(*) FILTER (WHERE ended_as <> 'succeeded') AS failed FROM ended GROUP BY workspace_id) n
            WHERE c.workspace_id = n.workspace_id
        )
        SELECT workspace_id, run_id, hired_agent_id, tokens FROM ended WHERE tokens > 0
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
        var used = new List<UsageClaim>();
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                used.Add(new UsageClaim(
                    new WorkspaceId(row.GetGuid(0)), row.IsDBNull(2) ? null : new HiredAgentId(row.GetGuid(2)), UsageKind.Tokens, new RunId(row.GetGuid(1)).ToString(), row.GetInt64(3)));
            }
        }

        await ledger.SettleAsync(connection, transaction, used, cancellationToken);
        await mirror.SetAsync(connection, transaction, workspaces, ended, now, cancellationToken);
    }
}
