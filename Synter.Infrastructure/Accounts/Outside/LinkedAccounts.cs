using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>A person's account at a provider, as a list shows it.</summary>
/// <param name="Provider">Its name as on the button, or its address when it is no longer configured.</param>
public sealed record LinkedAccountLine(OauthAccountId Id, string Provider, string? Email, DateTimeOffset LinkedAt, DateTimeOffset LastUsedAt);

/// <summary>A person's accounts at other services, and parting with one.</summary>
public sealed class LinkedAccounts(SynterDatabase database, OutsideProviders providers, IMailTransport transport, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>The person's own, the one used last first.</summary>
    public async Task<IReadOnlyList<LinkedAccountLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var rows = await context.Set<OauthAccount>().AsNoTracking().Where(a => a.UserId == actor.User).OrderByDescending(a => a.LastUsedAt).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new LinkedAccountLine(row.Id, NameOf(row.Provider), row.Email, row.CreatedAt, row.LastUsedAt));
    }

    /// <summary>Whether the person may connect and unlink, or has to sign in again first.</summary>
    public async Task<bool> MayChangeAsync(SessionId session, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return await context.IsFreshAsync(session, clock.Now(), cancellationToken);
    }

    /// <summary>
    /// Parts with one, for who has signed in just now, unless nothing else would let them in. The provider may link it again: by the
    /// same proof as the first time.
    /// </summary>
    public async Task<Result<Done>> UnlinkAsync(Actor actor, SessionId session, OauthAccountId id, Caller caller, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.KeepOwnAccount) is { } lacking) return lacking;
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // One after the other: two at once could each count on the other's.
        var user = await context.Users.FromSql($"SELECT * FROM users WHERE id = {actor.User.Value} FOR UPDATE").SingleAsync(cancellationToken);
        if (await context.Set<OauthAccount>().FirstOrDefaultAsync(a => a.Id == id && a.UserId == actor.User, cancellationToken) is not { } account) return Refusals.NotFound("linked account");
        if (!await context.IsFreshAsync(session, clock.Now(), cancellationToken)) return Errors.SignInAgain;
        if (!await HasAnotherWayInAsync(context, user, account, cancellationToken)) return Errors.LastWayIn;

        context.Remove(account);
        await outbox.AddAsync(context, mails.WaysInChanged(user.AsRecipient(), $"Sign-in with {NameOf(account.Provider)}", "removed", caller, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, "member.way_in_removed", new() { ["provider"] = account.Provider, ["account"] = id.ToString(), ["email"] = account.Email }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    /// <summary>A link by mail is one wherever mail can leave; a password where some workspace of theirs takes it.</summary>
    private async Task<bool> HasAnotherWayInAsync(SynterDbContext context, User user, OauthAccount besides, CancellationToken cancellationToken)
    {
        if (transport.IsSet || await context.Set<IdentityUserPasskey<UserId>>().AnyAsync(p => p.UserId == user.Id, cancellationToken)) return true;
        var realms = providers.All.Select(provider => provider.Realm).ToArray();
        if (await context.Set<OauthAccount>().AnyAsync(a => a.UserId == user.Id && a.Id != besides.Id && realms.Contains(a.Provider), cancellationToken)) return true;
        return user.PasswordHash is not null && await context.Set<Membership>().Where(m => m.UserId == user.Id && m.IsActive)
            .Join(context.Set<Workspace>(), m => m.WorkspaceId, w => w.Id, (_, w) => w).AnyAsync(w => !w.Door.IsPasswordless, cancellationToken);
    }

    private string NameOf(string realm) => providers.All.FirstOrDefault(provider => provider.Realm == realm)?.Name ?? realm;
}
