using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.CStore;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>Notes that a dataset has changed, in the transaction that changes it; nothing where no mirror is kept.</summary>
/// <param name="cstore">Null where nothing uses CStore.</param>
internal sealed class MirrorMark(CStoreSettings? cstore)
{
    private static readonly string OneSql = $"WITH changed AS (SELECT $1::uuid AS workspace_id, $2::uuid AS dataset_id) {Sql("changed", "$3")}";

    private static readonly string OfRunsSql = $"""
        WITH changed AS (
            SELECT d.workspace_id, d.id AS dataset_id FROM datasets d
            JOIN unnest($1::uuid[], $2::uuid[]) AS e (workspace_id, run_id) ON d.workspace_id = e.workspace_id AND d.run_id = e.run_id
        ) {Sql("changed", "$3")}
        """;

    public bool IsOn => cstore is { MirrorsDatasets: true };

    /// <summary>A statement that marks the datasets of a row source; progress is worth a write a second.</summary>
    /// <param name="source">Has workspace_id and dataset_id.</param>
    /// <param name="now">The parameter with the time.</param>
    public static string Sql(string source, string now) => $"""
        INSERT INTO dataset_mirrors AS m (workspace_id, dataset_id, version, mirrored_version, mirrored_records, due_at, failures)
        SELECT workspace_id, dataset_id, 1, 0, 0, {now}::timestamptz, 0 FROM {source}
        ON CONFLICT (workspace_id, dataset_id) DO UPDATE SET version = m.version + 1,
            due_at = CASE WHEN m.version > m.mirrored_version THEN m.due_at ELSE greatest(excluded.due_at, m.mirrored_at + interval '1 second') END
        """;

    public async Task SetAsync(EngineConnections.Lease lease, WorkspaceId workspace, DatasetId id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (IsOn)
        {
            var mark = await lease.CommandAsync(OneSql, [workspace.Value, id.Value, now], cancellationToken);
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task SetAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] workspaces, Guid[] runs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (IsOn)
        {
            await using var mark = new NpgsqlCommand(OfRunsSql, connection, transaction)
            {
                Parameters = { new() { Value = workspaces }, new() { Value = runs }, new() { Value = now } },
            };
            await mark.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
