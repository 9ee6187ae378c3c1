using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Sessions, told by an opaque token of which only the hash is kept. What was found is remembered for a moment, so that
/// a page of many requests asks once; a session revoked on another process therefore lives that moment longer.
/// </summary>
public sealed class SessionStore(SynterDatabase database, AuditLog audit, TimeProvider clock)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SeenEach = TimeSpan.FromMinutes(1);
    private static readonly Scope Scope = new Scope.System("sign-in");

    private readonly ConcurrentDictionary<string, (SignedIn? Found, DateTimeOffset Until)> _recent = new();

    /// <summary>Starts a session and answers its token, which is never seen again here.</summary>
    public async Task<(string Token, SignedIn SignedIn)?> StartAsync(User user, WorkspaceId workspace, Caller caller, CancellationToken cancellationToken)
    {
        var token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var now = clock.Now();
        var id = StrongId.New<SessionId>(clock);
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(new Session
        {
            Id = id,
            TokenHash = Hash(token),
            UserId = user.Id,
            WorkspaceId = workspace,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + Lifetime,
            UserAgent = Cut(caller.UserAgent, 255),
            Ip = Cut(caller.Address, 64),
        });
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(workspace, "session.signed_in", user.Name, user.Id, caller.Via, id.ToString(), CorrelationId.Current, new JsonObject { ["address"] = caller.Address }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await FindAsync(token, cancellationToken) is { } signedIn ? (token, signedIn) : null;
    }

    public Task<SignedIn?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = Hash(token);
        return FindAsync(Convert.ToHexStringLower(hash), session => session.TokenHash == hash, cancellationToken);
    }

    public Task<SignedIn?> FindAsync(SessionId id, CancellationToken cancellationToken) =>
        FindAsync(id.ToString(), session => session.Id == id, cancellationToken);

    /// <summary>Ends a session at its person's wish.</summary>
    public async Task EndAsync(SessionId id, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var ended = await context.Set<Session>().Where(session => session.Id == id && session.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        if (ended > 0) await audit.AppendAsync(context, AuditEntry.By(actor, "session.signed_out", id.ToString(), []), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
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
                    workspace.Id, workspace.Slug, workspace.Name, workspace.TimeZone, workspace.Locale,
                    TimeSpan.FromSeconds(workspace.UndoWindowSeconds), session.ExpiresAt),
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
