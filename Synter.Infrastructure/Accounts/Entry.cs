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
        var standings = await StandingsAsync(context, user, into, cancellationToken);
        if (standings.Count == 0) return Errors.NoWorkspace;
        if (standings.Find(s => proof != Proof.Password || !s.Workspace.Door.IsPasswordless) is not { Workspace: var workspace } standing) return Errors.Passwordless;
        if (proof != Proof.Passkey && (user.TwoFactorEnabled || (workspace.Door.RequiresSecondFactor && await HasPasskeyAsync(context, user.Id, cancellationToken))))
            return await pending.BeginAsync(user, workspace.Id, use, caller.Via, cancellationToken);
        var (token, signedIn) = await sessions.StartAsync(context, standing, caller, cancellationToken, use, isTwoFactor: proof == Proof.Passkey);
        return new Entered(token, signedIn);
    }

    /// <summary>Else whoever has the password could set up a second factor of their own there, past the passkey.</summary>
    private static Task<bool> HasPasskeyAsync(SynterDbContext context, UserId user, CancellationToken cancellationToken) =>
        context.Set<IdentityUserPasskey<UserId>>().AnyAsync(p => p.UserId == user, cancellationToken);

    /// <summary>The one named, else that of the last sign-in, then in the order of joining.</summary>
    private static async Task<List<Standing>> StandingsAsync(SynterDbContext context, User user, WorkspaceId? first, CancellationToken cancellationToken)
    {
        var all = await Standing.AllOfAsync(context, user, cancellationToken);
        if (all.Count < 2) return all;

        first ??= await context.Set<Session>().Where(s => s.UserId == user.Id).OrderByDescending(s => s.CreatedAt)
            .Select(s => (WorkspaceId?)s.WorkspaceId).FirstOrDefaultAsync(cancellationToken);
        return [.. all.OrderByDescending(s => s.Workspace.Id == first)];
    }
}
