using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Vault;

/// <summary>
/// At start: makes sure that the audit can be signed, and re-wraps under the ring's first key what an earlier one sealed. After a
/// start with the new key first, the old key seals nothing any more and may go.
/// </summary>
public sealed partial class VaultSeed(SynterDatabase database, Sealer sealer, KeyRing ring, SealedKeys keys, ILogger<VaultSeed> logger) : ISeed
{
    private const int BatchSize = 200;

    private static readonly Scope Scope = new Scope.System("vault rotation");

    public int Order => 10;

    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        await RewrapKeysAsync(cancellationToken);
        try
        {
            await keys.GetAsync(AuditKeys.Purpose, cancellationToken);
        }
        catch (VaultKeyMissingException e)
        {
            // Nothing can be decided that cannot be audited, so there is no use in starting.
            throw new StartupException(e.Message, e);
        }

        var rewrapped = 0;
        for (var batch = BatchSize; batch == BatchSize; rewrapped += batch)
        {
            batch = await RewrapCredentialsAsync(cancellationToken);
        }

        if (rewrapped > 0)
        {
            Rewrapped(rewrapped, ring.Current.Id);
        }
    }

    private async Task RewrapKeysAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var held = ring.Ids;
        foreach (var key in await context.Set<SealedKeyRow>().Where(k => k.KeyId != ring.Current.Id && held.Contains(k.KeyId)).ToListAsync(cancellationToken))
        {
            (key.KeyId, key.Sealed) = Rewrap(key.KeyId, key.Sealed, SealedKeys.Bound(key.Purpose));
        }

        foreach (var key in await context.Set<SigningKeyRow>().Where(k => k.KeyId != ring.Current.Id && held.Contains(k.KeyId)).ToListAsync(cancellationToken))
        {
            (key.KeyId, key.Sealed) = Rewrap(key.KeyId, key.Sealed, SigningKeyRow.Bound(key.Id));
        }

        await context.SaveChangesAsync(cancellationToken);
    }

    private async Task<int> RewrapCredentialsAsync(CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var held = ring.Ids;
        // Locked, so that a secret which an admin replaces meanwhile is not put back. What no held key sealed is left for the health check.
        var rows = await context.Set<CredentialRow>().FromSql($"""
            SELECT * FROM credentials WHERE key_id <> {ring.Current.Id} AND key_id = ANY({held}) ORDER BY id LIMIT {BatchSize} FOR UPDATE
            """).ToListAsync(cancellationToken);
        foreach (var row in rows)
        {
            (row.KeyId, row.Sealed) = Rewrap(row.KeyId!, row.Sealed!, SecretBytes.Bound(row));
        }

        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return rows.Count;
    }

    private (string KeyId, byte[] Envelope) Rewrap(string keyId, byte[] envelope, string bound)
    {
        var value = sealer.Rewrap(new Sealed(keyId, envelope), bound)!.Value;
        return (value.KeyId, value.Envelope);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Re-wrapped {Count} credential(s) under the vault key {KeyId}.")]
    private partial void Rewrapped(int count, string keyId);
}
