using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// How often one network address may have mails sent: to one recipient, and in all. Never counted by the recipient alone, or a
/// stranger could use up what its owner needs.
/// </summary>
public sealed class AskThrottle(SynterDatabase database, TimeProvider clock)
{
    public const int MostForOne = 5;

    /// <summary>An office shares one address.</summary>
    public const int MostInAll = 50;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>Counts this try.</summary>
    /// <returns>How long to wait, or null when it may be done now.</returns>
    public async Task<TimeSpan?> WaitAsync(string email, string address, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO sign_in_failures AS f (key, count, last_at) SELECT k, 1, $2 FROM unnest($1) k ORDER BY k
            ON CONFLICT (key) DO UPDATE SET
                count = CASE WHEN f.last_at < $3 THEN 1 ELSE f.count + 1 END,
                last_at = CASE WHEN f.last_at < $3 THEN $2 ELSE f.last_at END
            RETURNING key, count, last_at
            """;
        var now = clock.Now();
        var one = Hash($"ask {address} {email.ToUpperInvariant()}");
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection)
        {
            Parameters = { new() { Value = new[] { one, Hash($"ask {address}") } }, new() { Value = now }, new() { Value = now - Window } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        TimeSpan? wait = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            var most = ((byte[])reader[0]).AsSpan().SequenceEqual(one) ? MostForOne : MostInAll;
            if (reader.GetInt32(1) > most && reader.GetFieldValue<DateTimeOffset>(2) + Window - now is var left && (wait is null || left > wait)) wait = left;
        }

        return wait;
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
