using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>What others than <see cref="SessionStore"/> ask and do of sessions, in a context of theirs.</summary>
public static class SessionRows
{
    /// <summary>How long a sign-in counts as just now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    /// <summary>Whether the person proved who they are just now: an unlocked screen is not enough for what lasts.</summary>
    public static Task<bool> IsFreshAsync(this SynterDbContext context, SessionId? session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Fresh;
        return context.Set<Session>().AnyAsync(s => s.FamilyId == session && s.RevokedAt == null && s.SignedInAt > since, cancellationToken);
    }

    /// <summary>Ends sessions inside a transaction that decides more, such as a change of password or of membership.</summary>
    /// <param name="workspace">Only those in it; else wherever the person is signed in.</param>
    /// <param name="except">The one the person acts from.</param>
    /// <returns>How many sign-ins ended.</returns>
    public static async Task<int> EndSessionsAsync(
        this SynterDbContext context, UserId user, DateTimeOffset now, WorkspaceId? workspace = null, SessionId? except = null, CancellationToken cancellationToken = default)
    {
        var rows = context.Set<Session>().Where(session => session.UserId == user && session.RevokedAt == null
            && (workspace == null || session.WorkspaceId == workspace) && (except == null || session.FamilyId != except));
        var families = await rows.Where(session => session.RotatedAt == null && session.ExpiresAt > now).Select(session => session.FamilyId).Distinct().CountAsync(cancellationToken);
        await rows.ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        // What was half begun then would go on with what was proven before.
        await context.Set<PendingSignIn>().Where(pending => pending.UserId == user).ExecuteDeleteAsync(cancellationToken);
        return families;
    }
}
