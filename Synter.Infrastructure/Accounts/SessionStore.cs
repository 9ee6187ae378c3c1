using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Sessions, told by an opaque token of which only the hash is kept. What was found is remembered for a moment, so that
/// a page of many requests asks once; a session revoked on another process therefore lives that moment longer.
/// </summary>
public sealed class SessionStore(SynterDatabase database, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SeenEach = TimeSpan.FromMinutes(1);
    private static readonly Scope Scope = new Scope.System("sign-in");

    private readonly ConcurrentDictionary<string, (SignedIn? Found, DateTimeOffset Until)> _recent = new();

    /// <summary>Starts a session and answers its token, which is never seen again here.</summary>
    public async Task<(string Token, SignedIn SignedIn)?> StartAsync(UserId user, WorkspaceId workspace, string? userAgent, string? ip, CancellationToken cancellationToken)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var now = clock.Now();
        await using var context = database.Context(Scope);
        context.Add(new Session
        {
            Id = StrongId.New<SessionId>(clock),
            TokenHash = Hash(token),
            UserId = user,
            WorkspaceId = workspace,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Lifetime,
            UserAgent = Cut(userAgent, 255),
            Ip = Cut(ip, 64),
        });
        await context.SaveChangesAsync(cancellationToken);
        return await FindAsync(token, cancellationToken) is { } signedIn ? (token, signedIn) : null;
    }

    public Task<SignedIn?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        return FindAsync(Convert.ToHexStringLower(hash), session => session.TokenHash == hash, cancellationToken);
    }

    public Task<SignedIn?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        FindAsync(id.ToString(), session => session.Id == id, cancellationToken);

    public async Task RevokeAsync(SessionId id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(Scope);
        await context.Set<Session>().Where(session => session.Id == id && session.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        foreach (var (key, entry) in _recent)
            if (entry.Found?.Session == id) _recent.TryRemove(key, out _);
    }

    private async Task<SignedIn?> FindAsync(string key, System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (_recent.TryGetValue(key, out var recent) && recent.Until > now) return recent.Found;

        var found = await LoadAsync(which, now, cancellationToken);
        if (_recent.Count > 10_000) Forget(now);
        // An unknown token is asked for each time: remembering it would let a stranger fill the memory.
        if (found is not null) _recent[key] = (found, now + Remembered);
        else _recent.TryRemove(key, out _);
        return found;
    }

    private async Task<SignedIn?> LoadAsync(System.Linq.Expressions.Expression<Func<Session, bool>> which, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var row = await (
            from session in context.Set<Session>().Where(which)
            where session.RevokedAt == null && session.ExpiresAt > now
            join user in context.Users on session.UserId equals user.Id
            join workspace in context.Set<Workspace>() on session.WorkspaceId equals workspace.Id
            join membership in context.Set<Membership>() on new { session.WorkspaceId, session.UserId } equals new { membership.WorkspaceId, membership.UserId }
            select new
            {
                session.LastSeenAt,
                SignedIn = new SignedIn(
                    session.Id, user.Id, user.Email!, user.Name, user.IsStaff, membership.Role,
                    workspace.Id, workspace.Slug, workspace.Name, workspace.TimeZone, workspace.Locale, session.ExpiresAt),
            }).FirstOrDefaultAsync(cancellationToken);
        if (row is not null && now - row.LastSeenAt > SeenEach)
        {
            var id = row.SignedIn.Session;
            await context.Set<Session>().Where(session => session.Id == id)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now), cancellationToken);
        }

        return row?.SignedIn;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, entry) in _recent)
            if (entry.Until <= now) _recent.TryRemove(key, out _);
    }

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];
}
