using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>How somebody proved who they are.</summary>
public enum Proof
{
    Password,

    /// <summary>A link from a mail.</summary>
    Link,

    /// <summary>Another service that Synter trusts for it.</summary>
    Provider,

    /// <summary>A passkey, which is two factors at once: the device, and what unlocks it.</summary>
    Passkey,
}

/// <summary>Where a proof of who somebody is has led them. What becomes of it in a browser is said in one place, Web's Arrivals.</summary>
public abstract record Arrival;

/// <summary>A session that has begun.</summary>
public sealed record Entered(string Token, SignedIn SignedIn) : Arrival;

/// <summary>No session yet: a code is asked for first.</summary>
/// <param name="Challenge">What the code is to come with. It opens nothing by itself, and is never seen again here.</param>
public sealed record HalfWay(string Challenge, DateTimeOffset ExpiresAt) : Arrival;

/// <summary>
/// The last step of every way in: who has proven themselves is let into one of their workspaces, or asked for the second factor
/// that they have set up.
/// </summary>
public sealed class Entry(SessionStore sessions, PendingSignIns pending)
{
    /// <param name="into">Where they were just asked in; else the workspace of the last sign-in.</param>
    public async Task<Result<Arrival>> ExecuteAsync(
        SynterDbContext context, User user, Proof proof, Caller caller, CancellationToken cancellationToken, TokenUse use = TokenUse.Cookie, WorkspaceId? into = null)
    {
        if (!user.IsActive) return Errors.NoWorkspace;
        var workspaces = await WorkspacesAsync(context, user.Id, into, cancellationToken);
        if (workspaces.Count == 0) return Errors.NoWorkspace;
        if (workspaces.Find(w => proof != Proof.Password || !w.Door.IsPasswordless) is not { } workspace) return Errors.Passwordless;
        if (proof != Proof.Passkey && (user.TwoFactorEnabled || (workspace.Door.RequiresSecondFactor && await HasPasskeyAsync(context, user.Id, cancellationToken))))
            return await pending.BeginAsync(user, workspace.Id, use, caller.Via, cancellationToken);
        return await sessions.StartAsync(context, user, workspace.Id, caller, cancellationToken, use, isTwoFactor: proof == Proof.Passkey) is { } started ? new Entered(started.Token, started.SignedIn) : Errors.NoWorkspace;
    }

    /// <summary>Else whoever has the password could set up a second factor of their own there, past the passkey.</summary>
    private static Task<bool> HasPasskeyAsync(SynterDbContext context, UserId user, CancellationToken cancellationToken) =>
        context.Set<IdentityUserPasskey<UserId>>().AnyAsync(p => p.UserId == user, cancellationToken);

    /// <summary>The one named, else that of the last sign-in, then in the order of joining.</summary>
    private static async Task<List<Workspace>> WorkspacesAsync(SynterDbContext context, UserId user, WorkspaceId? first, CancellationToken cancellationToken)
    {
        var joined = await context.Set<Membership>().Where(m => m.UserId == user && m.IsActive).OrderBy(m => m.CreatedAt)
            .Join(context.Set<Workspace>(), m => m.WorkspaceId, w => w.Id, (_, w) => w).AsNoTracking().ToListAsync(cancellationToken);
        if (joined.Count < 2) return joined;

        first ??= await context.Set<Session>().Where(s => s.UserId == user).OrderByDescending(s => s.CreatedAt)
            .Select(s => (WorkspaceId?)s.WorkspaceId).FirstOrDefaultAsync(cancellationToken);
        return [.. joined.OrderByDescending(w => w.Id == first)];
    }
}
