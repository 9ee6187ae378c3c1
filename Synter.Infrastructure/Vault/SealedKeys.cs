using System.Collections.Concurrent;
using System.Security.Cryptography;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Vault;

/// <summary>
/// Random keys for purposes other than credentials, such as signing the audit chain. Made once a database, sealed by the ring,
/// kept in memory once opened. Made here and not derived from the ring, so that the ring can rotate under them.
/// </summary>
public sealed class SealedKeys(SynterDatabase database, Sealer sealer, TimeProvider clock)
{
    public const int Size = 32;

    private readonly ConcurrentDictionary<string, byte[]> _opened = [];

    /// <exception cref="VaultKeyMissingException">The ring does not hold the key that sealed it.</exception>
    public async ValueTask<byte[]> GetAsync(string purpose, CancellationToken cancellationToken)
    {
        if (_opened.TryGetValue(purpose, out var key))
        {
            return key;
        }

        // A connection of our own: made inside a caller's transaction, the key would go with its rollback and stay in memory here.
        await using var connection = await database.OpenAsync(new Scope.System("sealed keys"), cancellationToken);
        var stored = await ReadAsync(connection, purpose, cancellationToken);
        if (stored is null)
        {
            // Of two processes that offer one at once, the first one's holds: both read it back.
            await OfferAsync(connection, purpose, cancellationToken);
            stored = await ReadAsync(connection, purpose, cancellationToken);
        }

        return _opened.GetOrAdd(purpose, sealer.Open(stored!.Value, Bound(purpose)));
    }

    internal static string Bound(string purpose) => $"key/{purpose}";

    private async Task OfferAsync(NpgsqlConnection connection, string purpose, CancellationToken cancellationToken)
    {
        var offer = sealer.Seal(RandomNumberGenerator.GetBytes(Size), Bound(purpose));
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO sealed_keys (purpose, sealed, key_id, created_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (purpose) DO NOTHING
            """, connection)
        {
            Parameters =
            {
                new() { Value = purpose },
                new() { Value = offer.Envelope },
                new() { Value = offer.KeyId },
                new() { Value = clock.Now() },
            },
        };
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<Sealed?> ReadAsync(NpgsqlConnection connection, string purpose, CancellationToken cancellationToken)
    {
        await using var select = new NpgsqlCommand("SELECT key_id, sealed FROM sealed_keys WHERE purpose = $1", connection)
        {
            Parameters = { new() { Value = purpose } },
        };
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new Sealed(reader.GetString(0), reader.GetFieldValue<byte[]>(1)) : null;
    }
}
