using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>
/// Removes what is older than it is kept: log lines first, much later the runs. In small bites, so that nobody waits behind it and no
/// snapshot is held for long.
/// </summary>
internal sealed class RetainRuns(SynterDatabase database, RunEngineOptions options, TimeProvider clock) : IRetentionTask
{
    private const int Bite = 2_000;

    // Run ids carry the time they were made, so «older than» is a range of the key.
    private const string LogsSql = """
        DELETE FROM run_log WHERE ctid = ANY (ARRAY(
            SELECT l.ctid FROM run_log l WHERE l.workspace_id = $1 AND l.run_id > $2 AND l.run_id < $3 ORDER BY l.run_id LIMIT $4))
        RETURNING run_id, true
        """;

    // A run that has deliverables stays with them: people's decisions stand on it.
    private const string RunsSql = """
        WITH old AS (
            SELECT r.id, r.finished_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM deliverables d WHERE d.workspace_id = r.workspace_id AND d.run_id = r.id) AS is_free
            FROM runs r WHERE r.workspace_id = $1 AND r.id > $2 AND r.id < $3 ORDER BY r.id LIMIT $4
        ), gone AS (
            DELETE FROM runs r USING old o WHERE r.workspace_id = $1 AND r.id = o.id AND o.is_free
        )
        SELECT id, is_free FROM old
        """;

    public string Name => "runs and their logs";

    public async Task<long> SweepAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var gone = 0L;
        await using var connection = await database.OpenAsync(new Scope.System("run retention"), cancellationToken);
        foreach (var workspace in await WorkspacesAsync(connection, cancellationToken))
        {
            gone += await RemoveAsync(connection, LogsSql, workspace, now - options.KeepLogs, cancellationToken);
            gone += await RemoveAsync(connection, RunsSql, workspace, now - options.KeepRuns, cancellationToken);
        }

        return gone;
    }

    private static async Task<long> RemoveAsync(
        NpgsqlConnection connection, string sql, Guid workspace, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (after, end, gone) = (Guid.Empty, FirstIdAt(before), 0L);
        while (true)
        {
            var passed = await ReadAsync(connection, sql, [workspace, after, end, Bite], cancellationToken);
            if (passed.Count == 0)
            {
                return gone;
            }

            gone += passed.Count(row => row.IsGone);
            var last = passed.Max(row => row.Id);
            // The lines of one run may be more than a bite: its id is not passed before they are gone.
            after = passed.Count < Bite ? last : passed.Select(row => row.Id).Where(id => id != last).DefaultIfEmpty(after).Max();
        }
    }

    private static async Task<IReadOnlyList<Guid>> WorkspacesAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        [.. (await ReadAsync(connection, "SELECT id, false FROM workspaces", [], cancellationToken)).Select(row => row.Id)];

    private static async Task<List<(Guid Id, bool IsGone)>> ReadAsync(
        NpgsqlConnection connection, string sql, object[] values, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(Guid, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetGuid(0), reader.GetBoolean(1)));
        }

        return rows;
    }

    /// <summary>The least version-7 id of a millisecond.</summary>
    private static Guid FirstIdAt(DateTimeOffset time)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes, time.ToUnixTimeMilliseconds() << 16);
        return new Guid(bytes, bigEndian: true);
    }
}
