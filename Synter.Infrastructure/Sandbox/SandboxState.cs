using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Sandbox;

/// <summary>What people and programs see of the sandbox, and its faults.</summary>
internal sealed class SandboxState(SynterDatabase database) : ISandboxState
{
    private static readonly Scope Scope = new Scope.System("sandbox");

    public async Task<Page<SandboxRequest>> RequestsAsync(string? provider, long? since, bool newestFirst, PageRequest page, CancellationToken cancellationToken)
    {
        var (compare, order) = newestFirst ? ("<", "DESC") : (">", "ASC");
        var requests = await ReadAsync(
            $"""
             SELECT seq, at, provider, method, path, query, headers, body, effect_id, idempotency_key, outcome FROM sandbox.requests
             WHERE ($1::text IS NULL OR provider = $1) AND ($2::bigint IS NULL OR seq > $2) AND ($3::bigint IS NULL OR seq {compare} $3)
             ORDER BY seq {order} LIMIT $4
             """,
            RequestOf,
            cancellationToken,
            Text(provider), Number(since), Number(page.After?.Place), Number(page.Limit + 1));
        return page.Cut(requests, r => Keyset.Of(r.At, r.Seq));
    }

    public async Task<Page<SandboxPost>> PostsAsync(string? provider, PageRequest page, CancellationToken cancellationToken)
    {
        var posts = await ReadAsync(
            """
            SELECT provider, id, account, text, link, created_at, deleted_at, effect_id, seq FROM sandbox.posts
            WHERE ($1::text IS NULL OR provider = $1) AND ($2::bigint IS NULL OR seq < $2)
            ORDER BY seq DESC LIMIT $3
            """,
            row => (Post: PostOf(row), Seq: row.GetInt64(8)),
            cancellationToken,
            Text(provider), Number(page.After?.Place), Number(page.Limit + 1));
        var cut = page.Cut(posts, p => Keyset.Of(p.Post.CreatedAt, p.Seq));
        return new Page<SandboxPost>([.. cut.Items.Select(p => p.Post)], cut.NextCursor);
    }

    public async Task<SandboxPost?> FindPostAsync(string provider, string id, CancellationToken cancellationToken) => (await ReadAsync(
        "SELECT provider, id, account, text, link, created_at, deleted_at, effect_id FROM sandbox.posts WHERE provider = $1 AND id = $2",
        PostOf,
        cancellationToken,
        Text(provider), Text(id))).FirstOrDefault();

    public async Task<IReadOnlyList<SandboxCount>> CountsAsync(CancellationToken cancellationToken)
    {
        var counts = await ReadAsync(
            """
            SELECT p.provider, (SELECT count(*) FROM sandbox.posts o WHERE o.provider = p.provider AND o.deleted_at IS NULL),
                   (SELECT count(*) FROM sandbox.requests r WHERE r.provider = p.provider)
            FROM unnest($1::text[]) WITH ORDINALITY p(provider, place) ORDER BY p.place
            """,
            row => new SandboxCount(row.GetString(0), row.GetInt64(1), row.GetInt64(2)),
            cancellationToken,
            new NpgsqlParameter { Value = SandboxProviders.All.ToArray() });
        return counts;
    }

    public async Task<IReadOnlyList<SandboxFault>> FaultsAsync(CancellationToken cancellationToken) => await ReadAsync(
        "SELECT mode, status, delay_ms, retry_after_s, times, provider FROM sandbox.faults WHERE times > 0 ORDER BY provider",
        row => FaultOf(row.GetString(5), row),
        cancellationToken);

    public Task PutFaultAsync(SandboxFault fault, CancellationToken cancellationToken) => ExecuteAsync(
        """
        INSERT INTO sandbox.faults (provider, mode, status, delay_ms, retry_after_s, times) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (provider) DO UPDATE SET mode = excluded.mode, status = excluded.status, delay_ms = excluded.delay_ms,
            retry_after_s = excluded.retry_after_s, times = excluded.times
        """,
        cancellationToken,
        Text(fault.Provider),
        Text(EnumNames.Write(fault.Mode)),
        new NpgsqlParameter { Value = fault.Status },
        new NpgsqlParameter { Value = (int)fault.Delay.TotalMilliseconds },
        new NpgsqlParameter { Value = fault.RetryAfter is { } wait ? (int)wait.TotalSeconds : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
        new NpgsqlParameter { Value = fault.Times });

    /// <summary>Numbers go on: «since» must mean the same after a reset as before it.</summary>
    public Task ResetAsync(CancellationToken cancellationToken) =>
        ExecuteAsync("DELETE FROM sandbox.requests; DELETE FROM sandbox.posts; DELETE FROM sandbox.faults", cancellationToken);

    /// <param name="row">Mode, status, delay_ms, retry_after_s, times.</param>
    internal static SandboxFault FaultOf(string provider, NpgsqlDataReader row) => new(
        provider,
        EnumNames.Read<FaultMode>(row.GetString(0)),
        row.GetInt32(1),
        TimeSpan.FromMilliseconds(row.GetInt32(2)),
        row.IsDBNull(3) ? null : TimeSpan.FromSeconds(row.GetInt32(3)),
        row.GetInt32(4));

    private static SandboxRequest RequestOf(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetFieldValue<DateTimeOffset>(1),
        row.GetString(2),
        row.GetString(3),
        row.GetString(4),
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(5))!,
        JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(6))!,
        row.GetString(7),
        row.IsDBNull(8) ? null : row.GetString(8),
        row.IsDBNull(9) ? null : row.GetString(9),
        row.GetString(10));

    private static SandboxPost PostOf(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : row.GetString(4),
        row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetFieldValue<DateTimeOffset>(6),
        row.IsDBNull(7) ? null : row.GetString(7));

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter Number(long? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint };

    private async Task<List<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await row.ReadAsync(cancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
