using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>Changes a person's address: asked for with the password, told to the old one, and done when the new one is proven.</summary>
public sealed class ChangeEmail(
    SynterDatabase database, MagicLinks links, SetPassword passwords, AuditLog audit, MailOutbox outbox, AccountMail mails, AskThrottle throttle, ILookupNormalizer normalizer, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <param name="session">The one the person acts from: who has no password must have begun it just now.</param>
    public async Task<Result<Done>> AskAsync(Actor actor, SessionId? session, string? email, string? password, Caller caller, CancellationToken cancellationToken)
    {
        if (EmailAddress.Read(email) is not { } wanted) return Errors.NoEmail;
        if (await throttle.WaitAsync(wanted, caller.Address, cancellationToken) is { } wait) return Errors.RateLimited(wait);
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (await passwords.RefuseAsync(context, user, session, password ?? "", caller, cancellationToken) is { } refusal) return refusal;

        var (token, expiresAt) = links.Add(context, LinkPurpose.ChangeEmail, wanted, user.Id);
        // Of an address that has an account already the asker learns nothing: its owner is told instead.
        var draft = await IsTakenAsync(context, wanted, user.Id, cancellationToken) ? mails.AlreadyHere(wanted) : mails.ConfirmEmail(user.AsRecipient() with { Email = wanted }, token, expiresAt);
        await outbox.AddAsync(context, draft, cancellationToken);
        await outbox.AddAsync(context, mails.EmailChanging(user.AsRecipient(), wanted, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        return new Done();
    }

    /// <returns>The address the link would confirm; null when it is dead.</returns>
    public async Task<string?> PeekAsync(string? token, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return (await links.PeekAsync(context, LinkPurpose.ChangeEmail, token, cancellationToken))?.Email;
    }

    public async Task<Result<Done>> ConfirmAsync(string? token, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await links.PeekAsync(context, LinkPurpose.ChangeEmail, token, cancellationToken) is not { UserId: { } id } link) return Errors.DeadLink;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.SpendAsync(context, link, cancellationToken) || await IsTakenAsync(context, link.Email, id, cancellationToken)) return Errors.DeadLink;
        var user = await context.Users.FirstAsync(u => u.Id == id, cancellationToken);
        var before = user.AsRecipient();
        (user.Email, user.NormalizedEmail, user.UserName, user.NormalizedUserName) =
            (link.Email, normalizer.NormalizeEmail(link.Email), link.Email, normalizer.NormalizeName(link.Email));
        foreach (var address in new[] { before, before with { Email = link.Email } })
            await outbox.AddAsync(context, AccountMail.EmailChanged(address, before.Email, link.Email, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await links.SpendAllAsync(context, id, cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, "member.email_changed", new() { ["before"] = before.Email, ["after"] = link.Email }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    private Task<bool> IsTakenAsync(SynterDbContext context, string email, UserId self, CancellationToken cancellationToken)
    {
        var normalized = normalizer.NormalizeEmail(email);
        return context.Users.AnyAsync(u => u.NormalizedEmail == normalized && u.Id != self, cancellationToken);
    }
}
