using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Sandbox;

namespace Synter.Infrastructure.Sandbox;

/// <summary>A post to be stored.</summary>
internal sealed record NewPost(string Account, string Text, string? Link, bool IsPublished, DateTimeOffset At, string? EffectId);

/// <summary>One provider's posts, within the transaction of one request.</summary>
/// <param name="alters">Keeps another text than it is given.</param>
internal sealed class SandboxPosts(NpgsqlConnection connection, string provider, bool alters = false)
{
    public bool Alters => alters;

    private const string Alteration = " (altered by the sandbox)";

    private const string Columns = "id, account, text, link, created_at, deleted_at, effect_id, seq";

    /// <param name="id">The provider's id of a post, made from its number.</param>
    public async Task<string> AddAsync(NewPost post, Func<long, string> id, CancellationToken cancellationToken)
    {
        var seq = (long)(await ScalarAsync("SELECT nextval(pg_get_serial_sequence('sandbox.posts', 'seq'))", cancellationToken))!;
        var made = id(seq);
        await ScalarAsync(
            """
            INSERT INTO sandbox.posts (provider, id, seq, account, text, link, is_published, created_at, effect_id)
            OVERRIDING SYSTEM VALUE VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """,
            cancellationToken,
            provider, made, seq, post.Account, alters ? post.Text + Alteration : post.Text, post.Link, post.IsPublished, post.At.UtcDateTime, post.EffectId);
        return made;
    }

    public async Task<SandboxPost?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await ReadAsync($"SELECT {Columns} FROM sandbox.posts WHERE provider = $1 AND id = $2 AND deleted_at IS NULL", cancellationToken, provider, id)).Select(p => p.Post).FirstOrDefault();

    /// <summary>Whether the account has this text already: providers refuse it twice.</summary>
    public async Task<bool> HasAsync(string account, string text, DateTimeOffset since, CancellationToken cancellationToken) => await ScalarAsync(
        "SELECT 1 FROM sandbox.posts WHERE provider = $1 AND account = $2 AND text = $3 AND created_at >= $4 AND deleted_at IS NULL LIMIT 1",
        cancellationToken,
        provider, account, text, since.UtcDateTime) is not null;

    /// <summary>Published ones, newest first, with their numbers for the next page.</summary>
    public Task<List<(SandboxPost Post, long Seq)>> ListAsync(
        string account, DateTimeOffset? since, long? before, int limit, CancellationToken cancellationToken) => ReadAsync(
        $"""
         SELECT {Columns} FROM sandbox.posts
         WHERE provider = $1 AND account = $2 AND is_published AND deleted_at IS NULL
           AND ($3::timestamptz IS NULL OR created_at >= $3) AND ($4::bigint IS NULL OR seq < $4)
         ORDER BY seq DESC LIMIT $5
         """,
        cancellationToken,
        provider, account, since?.UtcDateTime, before, limit);

    public async Task ChangeAsync(string id, string text, CancellationToken cancellationToken) =>
        await ScalarAsync("UPDATE sandbox.posts SET text = $3 WHERE provider = $1 AND id = $2", cancellationToken, provider, id, text);

    public async Task DeleteAsync(string id, DateTimeOffset at, CancellationToken cancellationToken) =>
        await ScalarAsync("UPDATE sandbox.posts SET deleted_at = $3 WHERE provider = $1 AND id = $2", cancellationToken, provider, id, at.UtcDateTime);

    /// <summary>How many writes arrived since an instant: what rate headers count down from.</summary>
    public async Task<int> WritesSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) => (int)(long)(await ScalarAsync(
        "SELECT count(*) FROM (SELECT 1 FROM sandbox.requests WHERE provider = $1 AND at >= $2 AND method <> 'GET' LIMIT 1000) r",
        cancellationToken,
        provider, since.UtcDateTime))!;

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<List<(SandboxPost Post, long Seq)>> ReadAsync(string sql, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = Command(sql, values);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var posts = new List<(SandboxPost, long)>();
        while (await row.ReadAsync(cancellationToken))
        {
            posts.Add((PostOf(row, provider), row.GetInt64(7)));
        }

        return posts;
    }

    private static SandboxPost PostOf(NpgsqlDataReader row, string provider) => new(
        provider,
        row.GetString(0),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetString(3),
        row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5),
        row.IsDBNull(6) ? null : row.GetString(6));

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value is null ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown } : new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
