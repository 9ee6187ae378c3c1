using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Makes the account that somebody signed up for, once the link in the mail proves the address. In another browser than the one
/// that signed up it asks for the password again: else the owner of an address might confirm a stranger's sign-up, and with it
/// the stranger's password.
/// </summary>
public sealed class ConfirmSignUp(SynterDatabase database, MagicLinks links, Admission admission, Entry entry, Argon2id argon2, SignInThrottle throttle)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <returns>Null: it is spent, too old or not ours.</returns>
    public async Task<(string Email, bool IsAskingBrowser)?> PeekAsync(string? token, string? browser, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return await links.PeekAsync(context, LinkPurpose.SignUp, token, cancellationToken) is { } link ? (link.Email, RedeemLink.IsFrom(link, browser)) : null;
    }

    public async Task<Result<Arrival>> ExecuteAsync(string? token, string? browser, string? password, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await links.PeekAsync(context, LinkPurpose.SignUp, token, cancellationToken) is not { } link) return Errors.DeadLink;
        if (!RedeemLink.IsFrom(link, browser) && await RefuseAsync(link, password ?? "", caller, cancellationToken) is { } refusal) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.SpendAsync(context, link, cancellationToken)) return Errors.DeadLink;
        var normalized = link.Email.ToUpperInvariant();
        if (await context.Users.AnyAsync(u => u.NormalizedEmail == normalized, cancellationToken)) return Errors.DeadLink;
        if (await context.Set<Workspace>().FirstOrDefaultAsync(w => w.Id == link.WorkspaceId, cancellationToken) is not { } workspace || !workspace.Door.Admits(link.Email)) return Errors.DeadLink;

        var user = await admission.MakeAsync(context, workspace, link.Email, link.Name, link.PasswordHash, Role.Viewer, caller.Via, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await entry.ExecuteAsync(context, user, Proof.Link, caller, cancellationToken);
    }

    private async Task<Refusal?> RefuseAsync(MagicLink link, string password, Caller caller, CancellationToken cancellationToken)
    {
        if (await throttle.WaitAsync(link.Email, caller.Address, cancellationToken) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);
        var (ran, isRight) = await argon2.InTurnAsync(() => argon2.Verify(link.PasswordHash!, password), cancellationToken);
        if (!ran) return Errors.RateLimited(TimeSpan.FromSeconds(2));
        if (isRight) return null;
        await throttle.FailedAsync(link.Email, caller.Address, cancellationToken);
        return Errors.WrongPassword;
    }
}
