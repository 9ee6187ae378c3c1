using Npgsql;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>A dataset that CStore is behind on, held by one process until <paramref name="LeaseUntil"/>.</summary>
/// <param name="Version">What will have been mirrored, once it is.</param>
/// <param name="MirroredRecords">In the document that stands there; null while there is none.</param>
internal sealed record DueMirror(WorkspaceId Workspace, DatasetId Dataset, long Version, int? MirroredRecords, int Failures, DateTimeOffset LeaseUntil);

/// <summary>What is to be mirrored, handed out one process at a time.</summary>
internal sealed class MirrorOutbox(SynterDatabase database, TimeProvider clock)
{
    // Longer than a write may take. Who is gone for longer has crashed.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private static readonly Scope Scope = new Scope.System("cstore mirror");

    /// <summary>Those from before the mirror was kept, and those that changed while it was off.</summary>
    private static readonly string CatchUpSql = $"""
        WITH changed AS (
            SELECT d.workspace_id, d.id AS dataset_id FROM datasets d
            LEFT JOIN dataset_mirrors m ON m.workspace_id = d.workspace_id AND m.dataset_id = d.id
            WHERE m.dataset_id IS NULL OR greatest(d.created_at, d.run_started_at, d.finished_at) > m.mirrored_at AND m.version = m.mirrored_version
        ) {MirrorMark.Sql("changed", "$1")}
        """;

    private const string ClaimSql = """
        UPDATE dataset_mirrors m SET lease_until = $2
        FROM (
            SELECT workspace_id, dataset_id FROM dataset_mirrors
            WHERE version > mirrored_version AND due_at <= $1 AND (lease_until IS NULL OR lease_until <= $1)
            ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
        ) due
        WHERE m.workspace_id = due.workspace_id AND m.dataset_id = due.dataset_id
        RETURNING m.workspace_id, m.dataset_id, m.version, CASE WHEN m.mirrored_version > 0 THEN m.mirrored_records END, m.failures, m.lease_until
        """;

    private const string Held = "WHERE workspace_id = $1 AND dataset_id = $2 AND lease_until = $3";

    private const string MirroredSql = $"""
        UPDATE dataset_mirrors SET mirrored_version = $4, mirrored_records = $5, mirrored_at = $6, due_at = $6 + interval '1 second',
            lease_until = NULL, failures = 0, problem = NULL
        {Held}
        """;

    private const string FailedSql = $"UPDATE dataset_mirrors SET due_at = $4, lease_until = NULL, failures = failures + 1, problem = $5 {Held}";

    private const string BehindSql = "SELECT count(*)::int, max(problem) FROM dataset_mirrors WHERE failures > 0";

    public Task CatchUpAsync(CancellationToken cancellationToken) => ExecuteAsync(CatchUpSql, [clock.Now()], cancellationToken);

    public async Task<IReadOnlyList<DueMirror>> ClaimAsync(int most, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = Command(connection, ClaimSql, [now, now + Lease, most]);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueMirror>();
        while (await row.ReadAsync(cancellationToken))
        {
            due.Add(new DueMirror(
                new WorkspaceId(row.GetGuid(0)), new DatasetId(row.GetGuid(1)), row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt32(3), row.GetInt32(4),
                row.GetFieldValue<DateTimeOffset>(5)));
        }

        return due;
    }

    /// <param name="records">In the document that stands there now.</param>
    public Task MirroredAsync(DueMirror due, int records, CancellationToken cancellationToken) => ExecuteAsync(
        MirroredSql, [due.Workspace.Value, due.Dataset.Value, due.LeaseUntil, due.Version, records, clock.Now()], cancellationToken);

    public Task FailedAsync(DueMirror due, TimeSpan wait, string problem, CancellationToken cancellationToken) => ExecuteAsync(
        FailedSql, [due.Workspace.Value, due.Dataset.Value, due.LeaseUntil, clock.Now() + wait, problem], cancellationToken);

    /// <summary>How many datasets failed to be mirrored and are tried again, and what one of them met.</summary>
    public async Task<(int Count, string? Problem)> BehindAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = Command(connection, BehindSql, []);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return (row.GetInt32(0), row.IsDBNull(1) ? null : row.GetString(1));
    }

    private async Task ExecuteAsync(string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = Command(connection, sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
