using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>
/// The keys that sign access tokens, in the database and sealed, so that every process signs and checks alike. The newest
/// signs. A new one is made each month or when staff ask; an old one still checks until its last token has ended.
/// </summary>
public sealed class SigningKeys(SynterDatabase database, Sealer sealer, AuditLog audit, TimeProvider clock) : IDisposable
{
    /// <summary>After this long a new key takes over.</summary>
    public static readonly TimeSpan SignsFor = TimeSpan.FromDays(30);

    /// <summary>Checked for this long after the next one took over.</summary>
    public static readonly TimeSpan ChecksOnFor = TimeSpan.FromHours(1);

    /// <summary>Tokens that name unknown keys cost at most one look a second.</summary>
    private static readonly TimeSpan LookedEach = TimeSpan.FromSeconds(1);

    private static readonly Scope Scope = new Scope.System("signing keys");

    private readonly SemaphoreSlim _reading = new(1);
    private volatile IReadOnlyList<SigningKey> _keys = [];
    private DateTimeOffset _readAt;

    public async ValueTask<SigningKey> CurrentAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } current) return current;
        await ReadAsync(cancellationToken);
        if (Current() is null)
        {
            await AddAsync(null, cancellationToken);
            await ReadAsync(cancellationToken);
        }

        return Current()!;
    }

    /// <summary>Null when there is none, or it no longer counts.</summary>
    public async ValueTask<SigningKey?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is { } known) return known;
        if (clock.GetUtcNow() - _readAt < LookedEach) return null;
        await ReadAsync(cancellationToken);
        return Find(id);
    }

    /// <summary>The public halves, newest first.</summary>
    public async Task<IReadOnlyList<PublicJwk>> PublishedAsync(CancellationToken cancellationToken)
    {
        await CurrentAsync(cancellationToken);
        return [.. Counting().Select(key => key.ToJwk())];
    }

    /// <summary>A new key from now on, for when the old one may have been seen.</summary>
    public async Task<Result<string>> RotateAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.OperateService) is { } lacking) return lacking;
        var id = await AddAsync(actor, cancellationToken);
        await ReadAsync(cancellationToken);
        return id;
    }

    public void Dispose() => _reading.Dispose();

    private SigningKey? Current() => _keys is [var newest, ..] && clock.GetUtcNow() - newest.CreatedAt < SignsFor ? newest : null;

    private SigningKey? Find(string id) => Counting().FirstOrDefault(key => key.Id == id);

    private IEnumerable<SigningKey> Counting()
    {
        var keys = _keys;
        return keys.Where((_, i) => i == 0 || clock.GetUtcNow() - keys[i - 1].CreatedAt < ChecksOnFor);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            await using var context = database.Context(Scope);
            var rows = await context.Set<SigningKeyRow>().AsNoTracking().OrderByDescending(row => row.CreatedAt).ToListAsync(cancellationToken);
            var known = _keys.ToDictionary(key => key.Id);
            _keys = [.. rows.Select(row => known.GetValueOrDefault(row.Id) ?? TryOpen(row)).OfType<SigningKey>()];
            _readAt = clock.GetUtcNow();
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <param name="actor">Null: Synter itself, because there is none or it is old. Of processes that find so at once, one makes it.</param>
    private async Task<string> AddAsync(Actor? actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtext('signing_keys'))", cancellationToken);
        var now = clock.Now();
        var newest = await context.Set<SigningKeyRow>().OrderByDescending(row => row.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (actor is null && newest is not null && now - newest.CreatedAt < SignsFor && TryOpen(newest) is not null) return newest.Id;

        var row = Make(now);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        var over = now - SignsFor - ChecksOnFor;
        await context.Set<SigningKeyRow>().Where(old => old.CreatedAt < over && old.Id != row.Id).ExecuteDeleteAsync(cancellationToken);
        if (actor is not null) await audit.AppendAsync(context, AuditEntry.By(actor, "signing_key.rotated", row.Id, []), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return row.Id;
    }

    private SigningKeyRow Make(DateTimeOffset now)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Guid.CreateVersion7(now).ToString("N");
        var plain = pair.ExportPkcs8PrivateKey();
        try
        {
            var made = sealer.Seal(plain, SigningKeyRow.Bound(id));
            return new SigningKeyRow { Id = id, Sealed = made.Envelope, KeyId = made.KeyId, CreatedAt = now };
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>Null when this installation does not hold what sealed it, as after a move without the old keys: a new one is made then.</summary>
    private SigningKey? TryOpen(SigningKeyRow row)
    {
        try
        {
            return Open(row);
        }
        catch (VaultKeyMissingException)
        {
            return null;
        }
    }

    private SigningKey Open(SigningKeyRow row)
    {
        var plain = sealer.Open(new Sealed(row.KeyId, row.Sealed), SigningKeyRow.Bound(row.Id));
        try
        {
            var pair = ECDsa.Create();
            pair.ImportPkcs8PrivateKey(plain, out _);
            return new SigningKey(row.Id, pair, row.CreatedAt);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
