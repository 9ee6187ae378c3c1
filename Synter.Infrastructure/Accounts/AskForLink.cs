using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// Mails a link to sign in with. Whoever asks learns nothing: the same is done and said for an address that may sign in here and
/// for one that may not; only that the latter's link is never mailed.
/// </summary>
public sealed class AskForLink(SynterDatabase database, MagicLinks links, MailOutbox outbox, AccountMail mails, AskThrottle throttle, ILookupNormalizer normalizer)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <param name="workspace">The slug of the workspace to join, for who has no account yet.</param>
    /// <param name="browser">What the asking browser keeps; null for a program.</param>
    public async Task<Result<Done>> ExecuteAsync(string? email, string? workspace, string? browser, Caller caller, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } address) return Errors.NoEmail;
        if (await throttle.WaitAsync(address, caller.Address, cancellationToken) is { } wait) return Errors.RateLimited(wait);

        await using var context = database.Context(Scope);
        await SendAsync(context, address, workspace, browser, name: null, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return new Done();
    }

    /// <summary>Adds link and mail to what the context saves.</summary>
    internal async Task SendAsync(SynterDbContext context, string address, string? slug, string? browser, string? name, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(address);
        var user = await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        var workspace = await Admission.FindAsync(context, address, slug, cancellationToken);
        var isFlooded = await links.IsFloodedAsync(context, user?.Email ?? address, cancellationToken);
        var mayEnter = user is null ? workspace is not null : user.IsActive;
        var (token, expiresAt) = links.Add(context, LinkPurpose.SignIn, user?.Email ?? address, user?.Id, user is null ? workspace?.Id : null, browser, name);
        // To the address as the account has it: «ANN@example.com» may be another mailbox than «ann@example.com».
        if (mayEnter && !isFlooded) await outbox.AddAsync(context, mails.MagicLink(user?.Email ?? address, token, expiresAt), cancellationToken);
    }
}
