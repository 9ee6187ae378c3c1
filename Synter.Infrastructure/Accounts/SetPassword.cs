using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>Sets a new password: by a link from a mail, or knowing the one before. It ends every other session, every open link and every API token.</summary>
public sealed class SetPassword(
    SynterDatabase database, MagicLinks links, NewPassword passwords, Argon2id argon2, IPasswordHasher<User> hasher, SignInThrottle throttle,
    SessionStore sessions, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <returns>Whose password the link would set; null when it is dead.</returns>
    public async Task<string?> PeekAsync(string? token, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return (await links.PeekAsync(context, LinkPurpose.ResetPassword, token, cancellationToken))?.Email;
    }

    public async Task<Result<Done>> ByLinkAsync(string? token, string password, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await links.PeekAsync(context, LinkPurpose.ResetPassword, token, cancellationToken) is not { UserId: { } id } link) return Errors.DeadLink;
        if (await context.Users.FirstOrDefaultAsync(u => u.Id == id && u.Email == link.Email && u.IsActive, cancellationToken) is not { } user) return Errors.DeadLink;
        if (!(await passwords.HashAsync(password, [user.Email, user.Name], cancellationToken)).TryGet(out var hash, out var refusal)) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await links.SpendAsync(context, link, cancellationToken)) return Errors.DeadLink;
        await ApplyAsync(context, user, hash, keep: null, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user.Id);
        return new Done();
    }

    /// <param name="session">The one the person acts from, which goes on.</param>
    public async Task<Result<Done>> ByPasswordAsync(Actor actor, SessionId? session, string before, string password, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (await RefuseAsync(context, user, session, before, caller, cancellationToken) is { } wrong) return wrong;
        if (!(await passwords.HashAsync(password, [user.Email, user.Name], cancellationToken)).TryGet(out var hash, out var refusal)) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await ApplyAsync(context, user, hash, session, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user.Id);
        return new Done();
    }

    /// <summary>Whether somebody signed in may change how they sign in: an unlocked screen is not enough.</summary>
    internal async Task<Refusal?> RefuseAsync(SynterDbContext context, User user, SessionId? session, string password, Caller caller, CancellationToken cancellationToken)
    {
        // Who signs in by links alone has no password to give: they sign in anew.
        if (user.PasswordHash is not { } hash) return await context.IsFreshAsync(session, clock.Now(), cancellationToken) ? null : Errors.SignInAgain;
        if (await throttle.WaitAsync(user.Email!, caller.Address, cancellationToken) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);
        var (ran, verdict) = await argon2.InTurnAsync(() => hasher.VerifyHashedPassword(user, hash, password), cancellationToken);
        if (!ran) return Errors.RateLimited(TimeSpan.FromSeconds(2));
        if (verdict != PasswordVerificationResult.Failed) return null;
        await throttle.FailedAsync(user.Email!, caller.Address, cancellationToken);
        return Errors.WrongPassword;
    }

    private async Task ApplyAsync(SynterDbContext context, User user, string hash, SessionId? keep, Caller caller, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        user.PasswordHash = hash;
        user.SecurityStamp = OpaqueToken.New();
        await outbox.AddAsync(context, mails.PasswordChanged(user.AsRecipient(), caller, now), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await links.SpendAllAsync(context, user.Id, cancellationToken);
        var details = new JsonObject
        {
            ["sessions_ended"] = await context.EndSessionsAsync(user.Id, now, except: keep, cancellationToken: cancellationToken),
            ["api_tokens_ended"] = await PersonalTokens.EndAllAsync(context, user.Id, TokenEnd.PasswordChanged, now, cancellationToken),
        };
        await audit.AppendAboutAsync(context, user, caller.Via, "member.password_changed", details, cancellationToken);
    }
}
