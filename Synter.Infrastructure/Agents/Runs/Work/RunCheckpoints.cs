using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>Resume points, each committed at once.</summary>
internal sealed class RunCheckpoints(EngineConnections connections, TimeProvider clock)
{
    private const string WriteSql = """
        INSERT INTO run_checkpoints (workspace_id, run_id, key, value, at)
        SELECT q.workspace_id, q.run_id, $4, $5::jsonb, $6
        FROM (SELECT workspace_id, run_id FROM run_queue
              WHERE workspace_id = $1 AND run_id = $2 AND lease_token = $3 FOR UPDATE) q
        ON CONFLICT (workspace_id, run_id, key) DO UPDATE SET value = excluded.value, at = excluded.at
        """;

    private const string ReadSql = "SELECT value::text FROM run_checkpoints WHERE workspace_id = $1 AND run_id = $2 AND key = $3";

    /// <summary>False when the lease was lost, and nothing written.</summary>
    public async Task<bool> WriteAsync(ClaimedRun run, string key, JsonNode value, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(
            WriteSql,
            [run.Envelope.Workspace.Value, run.Id.Value, run.Token, key, value.ToJsonString(), clock.Now()],
            cancellationToken);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<JsonNode?> ReadAsync(ClaimedRun run, string key, CancellationToken cancellationToken)
    {
        await using var lease = await connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(ReadSql, [run.Envelope.Workspace.Value, run.Id.Value, key], cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is string json ? JsonNode.Parse(json) : null;
    }
}
