using System.Text.Json;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>The link between a person and their account at a provider, in the transaction of whoever makes or uses it.</summary>
public sealed class OutsideLinks(SealedTexts texts, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    /// <param name="isNew">The person was made and welcomed just now, and needs no second mail.</param>
    internal async Task<OauthAccount> AddAsync(
        SynterDbContext context, User user, bool isNew, OutsideProvider provider, OutsideIdentity identity, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var account = new OauthAccount
        {
            Id = StrongId.New<OauthAccountId>(clock), UserId = user.Id, Provider = provider.Realm, ProviderUserId = identity.Subject, CreatedAt = now,
        };
        context.Add(account);
        if (!isNew) await outbox.AddAsync(context, mails.WaysInChanged(user.AsRecipient(), $"Sign-in with {provider.Name}", "added", caller, now), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(
            context, user, caller.Via, "member.way_in_added", new() { ["provider"] = provider.Realm, ["account"] = account.Id.ToString(), ["email"] = identity.Email }, cancellationToken);
        return account;
    }

    internal async Task RenewAsync(OauthAccount account, OutsideIdentity identity, OutsideTokens tokens, CancellationToken cancellationToken)
    {
        account.Email = identity.Email is { Length: <= 320 } email ? email : account.Email;
        account.LastUsedAt = clock.Now();
        account.ExpiresAt = tokens.ExpiresAt;
        account.SealedTokens = tokens.Access is null && tokens.Refresh is null
            ? null
            : await texts.SealAsync(OauthAccount.Purpose, account.Bound, JsonSerializer.Serialize(new { access_token = tokens.Access, refresh_token = tokens.Refresh }), cancellationToken);
    }
}
