using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Idempotency;

/// <summary>A request as its key knows it.</summary>
/// <param name="Route">Method and path.</param>
/// <param name="RequestHash">Of query and body.</param>
public sealed record KeyedRequest(WorkspaceId Workspace, UserId Actor, string Route, string Key, byte[] RequestHash);

/// <summary>An answer that was given once and is given again.</summary>
public sealed record KeptAnswer(int Status, string? ContentType, string? Location, byte[] Body);

/// <summary>What is to be done with a request that carries a key.</summary>
public abstract record Turn
{
    private Turn()
    {
    }

    /// <summary>It is the first: do it, then keep its answer under this token.</summary>
    public sealed record Mine(Guid Token) : Turn;

    /// <summary>The first one still runs.</summary>
    public sealed record Running : Turn;

    /// <summary>The key was used for something else.</summary>
    public sealed record Mismatch : Turn;

    public sealed record Answered(KeptAnswer Answer) : Turn;
}

/// <summary>
/// Lets one of many requests with the same key through. The row is inserted before anything is done; its lease frees a key whose
/// request died with its process.
/// </summary>
public sealed class IdempotencyStore(SynterDatabase database, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Longer than any request takes; a handler that outlives it could run twice.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private const string WhereKey = "workspace_id = $1 AND actor_id = $2 AND route = $3 AND key = $4";

    private const string Claim = """
        INSERT INTO idempotency_keys AS k (workspace_id, actor_id, route, key, request_hash, token, lease_until, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (workspace_id, actor_id, route, key) DO UPDATE SET
            request_hash = excluded.request_hash, token = excluded.token, lease_until = excluded.lease_until, expires_at = excluded.expires_at,
            status = NULL, content_type = NULL, location = NULL, body = NULL
        WHERE k.expires_at <= $9 OR (k.status IS NULL AND k.lease_until <= $9 AND k.request_hash = excluded.request_hash)
        RETURNING token
        """;

    public async Task<Turn> TakeAsync(KeyedRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(request, cancellationToken);
        while (true)
        {
            if (await ClaimAsync(connection, request, cancellationToken) is { } token)
            {
                return new Turn.Mine(token);
            }

            // Null when the first request gave the key back just now: then it may be ours.
            if (await ReadAsync(connection, request, cancellationToken) is { } turn)
            {
                return turn;
            }
        }
    }

    public async Task KeepAsync(KeyedRequest request, Guid token, KeptAnswer answer, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(request, cancellationToken);
        await using var command = Command(
            connection, $"UPDATE idempotency_keys SET status = $6, content_type = $7, location = $8, body = $9 WHERE {WhereKey} AND token = $5", request);
        command.Parameters.Add(new() { Value = token });
        command.Parameters.Add(new() { Value = answer.Status });
        command.Parameters.Add(new() { Value = answer.ContentType as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = answer.Location as object ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = answer.Body });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Nothing came of it: the next request with the key is the first again.</summary>
    public async Task GiveBackAsync(KeyedRequest request, Guid token, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(request, cancellationToken);
        await using var command = Command(connection, $"DELETE FROM idempotency_keys WHERE {WhereKey} AND token = $5 AND status IS NULL", request);
        command.Parameters.Add(new() { Value = token });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Guid?> ClaimAsync(NpgsqlConnection connection, KeyedRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var command = Command(connection, Claim, request);
        command.Parameters.Add(new() { Value = request.RequestHash });
        command.Parameters.Add(new() { Value = Guid.CreateVersion7(now) });
        command.Parameters.Add(new() { Value = (now + Lease).UtcDateTime });
        command.Parameters.Add(new() { Value = (now + Lifetime).UtcDateTime });
        command.Parameters.Add(new() { Value = now.UtcDateTime });
        return (Guid?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private static async Task<Turn?> ReadAsync(NpgsqlConnection connection, KeyedRequest request, CancellationToken cancellationToken)
    {
        await using var command = Command(
            connection, $"SELECT request_hash, status, content_type, location, body FROM idempotency_keys WHERE {WhereKey}", request);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        if (!await row.ReadAsync(cancellationToken))
        {
            return null;
        }

        if (!row.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.RequestHash))
        {
            return new Turn.Mismatch();
        }

        return await row.IsDBNullAsync(1, cancellationToken)
            ? new Turn.Running()
            : new Turn.Answered(new KeptAnswer(row.GetInt32(1), Text(row, 2), Text(row, 3), row.GetFieldValue<byte[]>(4)));
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, KeyedRequest request) => new(sql, connection)
    {
        Parameters =
        {
            new() { Value = request.Workspace.Value },
            new() { Value = request.Actor.Value },
            new() { Value = request.Route },
            new() { Value = request.Key },
        },
    };

    private ValueTask<NpgsqlConnection> OpenAsync(KeyedRequest request, CancellationToken cancellationToken) =>
        database.OpenAsync(new Scope.Workspace(request.Workspace), cancellationToken);
}
