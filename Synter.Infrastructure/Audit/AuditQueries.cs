using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Audit;

/// <summary>Reads a workspace's chain for people.</summary>
public sealed class AuditQueries(SynterDatabase database, AuditVerifier verifier) : IAuditQueries
{
    // A bound that is null is no condition; the planner sees the values and leaves it out.
    private const string List = """
        SELECT e.seq, e.at, e.kind, e.actor_name, e.actor_id, e.via, e.subject, e.correlation, d.details
        FROM audit_entries e LEFT JOIN audit_details d USING (workspace_id, seq)
        WHERE e.workspace_id = $1
          AND ($2::bigint IS NULL OR e.seq < $2)
          AND ($3::text IS NULL OR e.correlation = $3)
          AND ($4::uuid IS NULL OR e.actor_id = $4)
          AND ($5::text IS NULL OR e.actor_name = $5)
          AND ($6::text IS NULL OR e.kind = $6 OR (e.kind >= $6 || '.' AND e.kind < $6 || '/'))
          AND ($7::text IS NULL OR e.subject = $7)
          AND ($8::timestamptz IS NULL OR e.at >= $8)
          AND ($9::timestamptz IS NULL OR e.at < $9)
        ORDER BY e.seq DESC
        LIMIT $10
        """;

    // Jumps from kind to kind along the index; a DISTINCT would read every entry.
    private const string Kinds = """
        WITH RECURSIVE kinds AS (
            (SELECT kind FROM audit_entries WHERE workspace_id = $1 ORDER BY kind LIMIT 1)
            UNION ALL
            SELECT (SELECT e.kind FROM audit_entries e WHERE e.workspace_id = $1 AND e.kind > k.kind ORDER BY e.kind LIMIT 1)
            FROM kinds k WHERE k.kind IS NOT NULL
        )
        SELECT kind FROM kinds WHERE kind IS NOT NULL
        """;

    public async Task<Page<AuditLine>> ListAsync(Actor actor, AuditFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var byId = StrongId.TryParse<UserId>(filter.Actor, out var user);
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var command = new NpgsqlCommand(List, connection)
        {
            Parameters =
            {
                new() { Value = actor.Workspace.Value },
                Nullable(page.After is { } after ? Place(after) : null, NpgsqlDbType.Bigint),
                Nullable(filter.Correlation, NpgsqlDbType.Text),
                Nullable(byId ? user.Value : null, NpgsqlDbType.Uuid),
                Nullable(byId ? null : filter.Actor, NpgsqlDbType.Text),
                Nullable(filter.Kind?.TrimEnd('.'), NpgsqlDbType.Text),
                Nullable(filter.Subject, NpgsqlDbType.Text),
                Nullable(filter.From?.UtcDateTime, NpgsqlDbType.TimestampTz),
                Nullable(filter.To?.UtcDateTime, NpgsqlDbType.TimestampTz),
                new() { Value = page.Limit + 1 },
            },
        };
        var lines = new List<AuditLine>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            lines.Add(Read(reader));
        }

        return page.Cut(lines, line => Cursor(line));
    }

    public async Task<IReadOnlyList<string>> KindsAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var command = new NpgsqlCommand(Kinds, connection) { Parameters = { new() { Value = actor.Workspace.Value } } };
        var kinds = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            kinds.Add(reader.GetString(0));
        }

        return kinds;
    }

    public Task<ChainReport> VerifyAsync(Actor actor, CancellationToken cancellationToken) =>
        verifier.VerifyAsync(actor.Workspace, actor.Scope, cancellationToken);

    private static AuditLine Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        row.GetFieldValue<DateTimeOffset>(1),
        row.GetString(2),
        row.GetString(3),
        row.IsDBNull(4) ? null : UserId.From(row.GetGuid(4)),
        EnumNames.Read<Via>(row.GetString(5)),
        row.IsDBNull(6) ? null : row.GetString(6),
        new CorrelationId(row.GetString(7)),
        row.IsDBNull(8) ? null : JsonNode.Parse(row.GetString(8)) as JsonObject);

    // The order is the chain's own, so the cursor's id is the entry's place in it.
    private static Keyset Cursor(AuditLine line)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id[8..], line.Seq);
        return new Keyset(line.At, new Guid(id, bigEndian: true));
    }

    private static long Place(Keyset cursor)
    {
        Span<byte> id = stackalloc byte[16];
        cursor.Id.TryWriteBytes(id, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(id[8..]);
    }

    private static NpgsqlParameter Nullable(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
