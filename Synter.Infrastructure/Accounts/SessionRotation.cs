using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>A session whose token was to be replaced.</summary>
/// <param name="Token">The new one; null when another request had replaced it already and carries the new one home.</param>
public sealed record RotatedSession(string? Token, SignedIn SignedIn, DateTimeOffset ExpiresAt);

/// <summary>Replaces a session's token by a fresh one. Of requests that want it at once, one does it.</summary>
public sealed class SessionRotation(SynterDatabase database, SessionStore sessions, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>With the next answer to a browser, which may get lost: the new token counts once the browser has sent it.</summary>
    public Task<RotatedSession?> RenewAsync(string token, Caller caller, CancellationToken cancellationToken) =>
        RotateAsync(token, TokenUse.Cookie, caller, Session.Grace, isReceived: false, cancellationToken);

    /// <summary>Because the browser asked for it.</summary>
    public Task<RotatedSession?> RotateAsync(string token, Caller caller, CancellationToken cancellationToken) =>
        RotateAsync(token, TokenUse.Cookie, caller, Session.ShortGrace, isReceived: true, cancellationToken);

    /// <summary>A program's refresh token: good for one use, with no grace, as a program can take its turns.</summary>
    public Task<RotatedSession?> RefreshAsync(string token, Caller caller, CancellationToken cancellationToken) =>
        RotateAsync(token, TokenUse.Refresh, caller, TimeSpan.Zero, isReceived: true, cancellationToken);

    private async Task<RotatedSession?> RotateAsync(
        string token, TokenUse use, Caller caller, TimeSpan grace, bool isReceived, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(token);
        for (;;)
        {
            await using var context = database.Context(Scope);
            if (await SessionStore.LoadAsync(context, hash, use, cancellationToken) is not { } row) return null;
            switch (row.Session.Judge(clock.Now(), row.IsSuccessorUsed))
            {
                case TokenVerdict.Dead:
                    return null;
                case TokenVerdict.Reused:
                    await sessions.EndReusedAsync(row.SignedIn, caller.UserAgent, caller.Address, cancellationToken);
                    return null;
                case TokenVerdict.Live when row.Session.RotatedAt is not null:
                    return new RotatedSession(null, row.SignedIn, row.Session.ExpiresAt);
            }

            var next = OpaqueToken.New();
            var made = sessions.NewRow(
                row.Session.FamilyId, use, next, row.Session.UserId, row.Session.WorkspaceId, row.Session.SignedInAt, row.Session.IsTwoFactor, caller, isReceived);
            if (!await ReplaceAsync(context, row.Session, made, grace, cancellationToken)) continue;

            sessions.Forget(row.Session.FamilyId);
            return new RotatedSession(next, row.SignedIn with { ExpiresAt = made.ExpiresAt }, made.ExpiresAt);
        }
    }

    /// <returns>False when another request was first: then it is to be judged anew.</returns>
    private async Task<bool> ReplaceAsync(SynterDbContext context, Session old, Session made, TimeSpan grace, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var replaced = await context.Set<Session>().Where(s => s.Id == old.Id && s.RevokedAt == null && s.ReplacedBy == old.ReplacedBy)
            .ExecuteUpdateAsync(
                set => set.SetProperty(s => s.RotatedAt, now).SetProperty(s => s.ReplacedBy, made.Id).SetProperty(s => s.HonouredUntil, now + grace),
                cancellationToken);
        if (replaced == 0) return false;

        if (old.ReplacedBy is { } lost)
        {
            // It never arrived, or is only late: whoever sends it later is judged by whether this one is in use.
            var superseded = await context.Set<Session>().Where(s => s.Id == lost && s.LastSeenAt == null)
                .ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.RotatedAt, now).SetProperty(s => s.ReplacedBy, made.Id).SetProperty(s => s.HonouredUntil, now),
                    cancellationToken);
            if (superseded == 0) return false;
        }

        context.Add(made);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
