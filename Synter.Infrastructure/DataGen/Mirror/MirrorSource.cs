using System.Runtime.CompilerServices;
using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>Reads what is to be mirrored, whichever workspace it is of.</summary>
internal sealed class MirrorSource(SynterDatabase database)
{
    private const int PageSize = 1_000;

    private const string DatasetSql = $"SELECT {DatasetRows.DetailColumns} FROM {DatasetRows.From} WHERE d.workspace_id = $1 AND d.id = $2";

    private const string RecordsSql = "SELECT index, record, error FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2 AND index > $3 ORDER BY index LIMIT $4";

    private const string FailuresSql =
        "SELECT index, record, error FROM dataset_records WHERE workspace_id = $1 AND dataset_id = $2 AND index > $3 AND record IS NULL ORDER BY index LIMIT $4";

    // The seed knows no workspaces: its counters are the installation's.
    private const string MetricsSql = """
        SELECT coalesce(sum(total_jobs), 0)::bigint, coalesce(sum(total_records_requested), 0)::bigint, coalesce(sum(total_records_generated), 0)::bigint,
            coalesce(sum(active_jobs), 0)::bigint, coalesce(sum(failed_jobs), 0)::bigint, max(last_job_at)
        FROM datagen_counters
        """;

    private static readonly Scope Scope = new Scope.System("cstore mirror");

    public async Task<DatasetDetail?> DatasetAsync(WorkspaceId workspace, DatasetId id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(DatasetSql, connection) { Parameters = { new() { Value = workspace.Value }, new() { Value = id.Value } } };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        return await row.ReadAsync(cancellationToken) ? DatasetRows.ReadDetail(row) : null;
    }

    public IAsyncEnumerable<IReadOnlyList<FinishedRecord>> Records(WorkspaceId workspace, DatasetId id, CancellationToken cancellationToken) =>
        PagesAsync(RecordsSql, workspace, id, cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<FinishedRecord>> Failures(WorkspaceId workspace, DatasetId id, CancellationToken cancellationToken) =>
        PagesAsync(FailuresSql, workspace, id, cancellationToken);

    public async Task<DataGenMetrics> MetricsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(MetricsSql, connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new DataGenMetrics(
            row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));
    }

    /// <summary>Each with a connection of its own: a slow CStore holds none.</summary>
    private async IAsyncEnumerable<IReadOnlyList<FinishedRecord>> PagesAsync(
        string sql, WorkspaceId workspace, DatasetId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = -1;
        List<FinishedRecord> page;
        do
        {
            page = await PageAsync(sql, workspace, id, last, cancellationToken);
            last = page.Count > 0 ? page[^1].Index : last;
            yield return page;
        }
        while (page.Count == PageSize);
    }

    private async Task<List<FinishedRecord>> PageAsync(string sql, WorkspaceId workspace, DatasetId id, int last, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = workspace.Value }, new() { Value = id.Value }, new() { Value = last }, new() { Value = PageSize } },
        };
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var page = new List<FinishedRecord>();
        while (await row.ReadAsync(cancellationToken))
        {
            page.Add(new FinishedRecord(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)));
        }

        return page;
    }
}
