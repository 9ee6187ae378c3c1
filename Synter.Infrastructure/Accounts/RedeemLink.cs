using Microsoft.EntityFrameworkCore;
using System.Security.Cryptography;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Signs in with a link from a mail, once; makes the account of somebody who has none yet.</summary>
public sealed class RedeemLink(SynterDatabase database, MagicLinks links, Admission admission, Entry entry)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>Whom a link would sign in, without using it up.</summary>
    /// <returns>Null: it is spent, too old or not ours.</returns>
    public async Task<(string Email, bool IsAskingBrowser)?> PeekAsync(string? token, string? browser, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return await links.PeekAsync(context, LinkPurpose.SignIn, token, cancellationToken) is { } link ? (link.Email, IsFrom(link, browser)) : null;
    }

    public async Task<Result<Arrival>> ExecuteAsync(string? token, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await links.PeekAsync(context, LinkPurpose.SignIn, token, cancellationToken) is not { } link) return Errors.DeadLink;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.SpendAsync(context, link, cancellationToken)) return Errors.DeadLink;
        if (await UserAsync(context, link, caller, cancellationToken) is not { } user) return Errors.DeadLink;
        await transaction.CommitAsync(cancellationToken);
        return await entry.ExecuteAsync(context, user, Proof.Link, caller, cancellationToken);
    }

    internal static bool IsFrom(MagicLink link, string? browser) =>
        link.BrowserHash is { } expected && browser is not null && CryptographicOperations.FixedTimeEquals(expected, OpaqueToken.Hash(browser));

    private async Task<User?> UserAsync(SynterDbContext context, MagicLink link, Caller caller, CancellationToken cancellationToken)
    {
        if (link.UserId is { } id) return await context.Users.FirstOrDefaultAsync(u => u.Id == id && u.Email == link.Email, cancellationToken);

        var normalized = link.Email.ToUpperInvariant();
        // Two links may have been on their way to somebody new: the second signs in to the account that the first one made.
        if (await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken) is { } made) return made;
        return await context.Set<Workspace>().FirstOrDefaultAsync(w => w.Id == link.WorkspaceId, cancellationToken) is { } workspace && workspace.Door.Admits(link.Email)
            ? await admission.MakeAsync(context, workspace, link.Email, link.Name, passwordHash: null, Role.Viewer, caller.Via, cancellationToken)
            : null;
    }
}
