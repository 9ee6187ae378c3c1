using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Slows guessing down. It counts failures of one account at one network address, and of an address over all accounts;
/// never of an account alone, or a stranger could keep its owner out. The waits grow, to a minute at most.
/// </summary>
public sealed class SignInThrottle(SynterDatabase database, TimeProvider clock)
{
    /// <summary>Failures of one account from one address that cost nothing but the time to type.</summary>
    public const int FreePerAccount = 5;

    /// <summary>An office shares one address.</summary>
    public const int FreePerAddress = 50;

    /// <summary>After this long without a failure counting begins anew.</summary>
    internal static readonly TimeSpan Forgotten = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>How long to wait before the next try is looked at; nothing when it may come now.</summary>
    public async Task<TimeSpan> WaitAsync(string email, string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        return (await LookAsync(connection, email, address, cancellationToken)).Wait;
    }

    /// <summary>The same, over a connection in system scope, and whether the account has failures that a success would end.</summary>
    public async Task<(TimeSpan Wait, bool HasFailed)> LookAsync(NpgsqlConnection connection, string email, string address, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var (wait, hasFailed) = (TimeSpan.Zero, false);
        await using var command = new NpgsqlCommand("SELECT key, count, last_at FROM sign_in_failures WHERE key = ANY($1)", connection);
        var account = AccountKey(email, address);
        command.Parameters.AddWithValue(new[] { account, AddressKey(address) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var isAccount = ((byte[])reader[0]).AsSpan().SequenceEqual(account);
            hasFailed |= isAccount;
            var until = reader.GetFieldValue<DateTimeOffset>(2) + Delay(reader.GetInt32(1) - (isAccount ? FreePerAccount : FreePerAddress));
            if (until - now > wait) wait = until - now;
        }

        return (wait, hasFailed);
    }

    public async Task FailedAsync(string email, string address, CancellationToken cancellationToken)
    {
        const string sql = """
            INSERT INTO sign_in_failures AS f (key, count, last_at) SELECT k, 1, $2 FROM unnest($1) k ORDER BY k
            ON CONFLICT (key) DO UPDATE SET count = CASE WHEN f.last_at < $3 THEN 1 ELSE f.count + 1 END, last_at = excluded.last_at
            """;
        var now = clock.Now();
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await ExecuteAsync(connection, sql, [new() { Value = new[] { AccountKey(email, address), AddressKey(address) } }, new() { Value = now }, new() { Value = now - Forgotten }], cancellationToken);
    }

    /// <summary>The account's count ends. The address's does not, or one known password would buy endless guesses at others.</summary>
    public async Task SucceededAsync(string email, string address, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await ClearAsync(connection, email, address, cancellationToken);
    }

    /// <summary>The same, over a connection in system scope.</summary>
    public static Task ClearAsync(NpgsqlConnection connection, string email, string address, CancellationToken cancellationToken) =>
        ExecuteAsync(connection, "DELETE FROM sign_in_failures WHERE key = $1", [new() { Value = AccountKey(email, address) }], cancellationToken);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, IEnumerable<NpgsqlParameter> parameters, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>A second, two, four … for each failure beyond the free ones.</summary>
    private static TimeSpan Delay(int beyond) => beyond switch
    {
        <= 0 => TimeSpan.Zero,
        > 6 => LongestWait,
        _ => TimeSpan.FromSeconds(1 << (beyond - 1)),
    };

    private static byte[] AccountKey(string email, string address) => Hash($"account {address} {email.ToUpperInvariant()}");

    private static byte[] AddressKey(string address) => Hash($"address {address}");

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
