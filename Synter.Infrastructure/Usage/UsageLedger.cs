using Npgsql;
using NpgsqlTypes;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Usage;

/// <summary>
/// The ledger for those who must write it in a transaction of their own; <see cref="UsageStore"/> opens one for the others.
/// </summary>
public sealed class UsageLedger(TimeProvider clock)
{
    // One lock a workspace: its limits may count the whole of it, and two locks would have an order to get wrong. A statement of its
    // own, so that the sums after it see what the last holder committed.
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('usage ' || $1::uuid, 0))";

    private const string IsReserved = "SELECT EXISTS (SELECT FROM usage WHERE workspace_id = $1 AND kind = $2 AND subject = $3)";

    // What the claim itself already holds is not counted against it.
    private const string Sum = """
        SELECT coalesce(sum(amount), 0)::bigint FROM usage
        WHERE workspace_id = $1 AND kind = $2 AND subject <> $3 AND ($4::uuid IS NULL OR agent_id = $4)
          AND ($5::timestamptz IS NULL OR at >= $5) AND ($6::text IS NULL OR currency = $6)
        """;

    private const string Insert = """
        INSERT INTO usage (workspace_id, kind, subject, agent_id, amount, currency, settled, at)
        SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::bigint[], $6::text[], $7::boolean[], $8::timestamptz[])
        """;

    private const string Settle = Insert + """

        ON CONFLICT (workspace_id, kind, subject) DO UPDATE SET amount = excluded.amount, settled = true WHERE NOT usage.settled
        """;

    private const string Release = """
        DELETE FROM usage u USING unnest($1::uuid[], $2::text[], $3::text[]) AS gone(workspace_id, kind, subject)
        WHERE u.workspace_id = gone.workspace_id AND u.kind = gone.kind AND u.subject = gone.subject AND NOT u.settled
        """;

    /// <summary>Reserves when every limit that judges the claim has room; the lock is held until the transaction ends.</summary>
    /// <returns>Null when reserved, or when it had been before.</returns>
    public async Task<LimitReached?> ReserveAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
    {
        await using (var take = new NpgsqlCommand(Lock, connection, transaction) { Parameters = { new() { Value = claim.Workspace.Value } } })
        {
            await take.ExecuteNonQueryAsync(cancellationToken);
        }

        var (reserved, reached) = await JudgeAsync(connection, transaction, claim, limits, cancellationToken);
        if (reserved || reached is not null)
        {
            return reserved ? null : reached;
        }

        await WriteAsync(connection, transaction, Insert, [claim], settled: false, cancellationToken);
        return null;
    }

    /// <summary>The first limit without room, or null. Takes no lock, so the answer is a moment's.</summary>
    public static async Task<LimitReached?> WouldExceedAsync(
        NpgsqlConnection connection, UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
    {
        var (reserved, reached) = await JudgeAsync(connection, null, claim, limits, cancellationToken);
        return reserved ? null : reached;
    }

    /// <summary>Writes what was really used, over a reservation or without one. What was settled before stays.</summary>
    public Task SettleAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyList<UsageClaim> claims, CancellationToken cancellationToken) =>
        WriteAsync(connection, transaction, Settle, claims, settled: true, cancellationToken);

    /// <summary>Gives reservations back. What was settled stays.</summary>
    public static async Task ReleaseAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, IReadOnlyList<UsageClaim> claims, CancellationToken cancellationToken)
    {
        if (claims.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(Release, connection, transaction)
        {
            Parameters =
            {
                Column(claims, c => c.Workspace.Value, NpgsqlDbType.Uuid),
                Column(claims, c => EnumNames.Write(c.Kind), NpgsqlDbType.Text),
                Column(claims, c => c.Subject, NpgsqlDbType.Text),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<(bool Reserved, LimitReached? Reached)> JudgeAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, UsageClaim claim, IReadOnlyList<UsageLimit> limits, CancellationToken cancellationToken)
    {
        var judging = limits.Where(l => l.Judges(claim)).ToList();
        await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { Command(IsReserved, claim) } };
        foreach (var limit in judging)
        {
            batch.BatchCommands.Add(SumCommand(claim, limit));
        }

        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var reserved = reader.GetBoolean(0);
        LimitReached? reached = null;
        foreach (var limit in judging)
        {
            await reader.NextResultAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            reached ??= limit.Judge(claim, reader.GetInt64(0));
        }

        return (reserved, reached);
    }

    private async Task WriteAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, IReadOnlyList<UsageClaim> claims, bool settled, CancellationToken cancellationToken)
    {
        if (claims.Count == 0)
        {
            return;
        }

        var now = clock.Now().UtcDateTime;
        await using var command = new NpgsqlCommand(sql, connection, transaction)
        {
            Parameters =
            {
                Column(claims, c => c.Workspace.Value, NpgsqlDbType.Uuid),
                Column(claims, c => EnumNames.Write(c.Kind), NpgsqlDbType.Text),
                Column(claims, c => c.Subject, NpgsqlDbType.Text),
                Column(claims, c => c.Agent?.Value, NpgsqlDbType.Uuid),
                Column(claims, c => c.Amount, NpgsqlDbType.Bigint),
                Column(claims, c => c.Currency, NpgsqlDbType.Text),
                Column(claims, _ => settled, NpgsqlDbType.Boolean),
                Column(claims, _ => now, NpgsqlDbType.TimestampTz),
            },
        };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlBatchCommand SumCommand(UsageClaim claim, UsageLimit limit)
    {
        var sum = Command(Sum, claim);
        sum.Parameters.Add(Optional(limit.Owner == UsageOwner.Agent ? claim.Agent?.Value : null, NpgsqlDbType.Uuid));
        sum.Parameters.Add(Optional(limit.Since?.UtcDateTime, NpgsqlDbType.TimestampTz));
        sum.Parameters.Add(Optional(limit.Currency, NpgsqlDbType.Text));
        return sum;
    }

    private static NpgsqlBatchCommand Command(string sql, UsageClaim claim) => new(sql)
    {
        Parameters =
        {
            new() { Value = claim.Workspace.Value },
            new() { Value = EnumNames.Write(claim.Kind) },
            new() { Value = claim.Subject },
        },
    };

    private static NpgsqlParameter Optional(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    private static NpgsqlParameter Column<T>(IReadOnlyList<UsageClaim> claims, Func<UsageClaim, T> field, NpgsqlDbType type) =>
        new() { Value = claims.Select(field).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
