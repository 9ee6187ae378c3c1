using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>Signs in with the second factor whoever has proven the first.</summary>
public sealed class CompleteSignIn(
    SynterDatabase database, PendingSignIns pending, FactorCheck check, SignInThrottle throttle, SessionStore sessions, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <returns>Whose sign-in it is, and whether a code finishes it or only a passkey does; null: it is over.</returns>
    public async Task<(string Email, bool TakesCode)?> PeekAsync(string? challenge, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await pending.FindAsync(context, challenge, TokenUse.Cookie, Via.Page, cancellationToken) is not { } found) return null;
        return await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == found.UserId && u.IsActive, cancellationToken) is { } user ? (user.Email!, user.TwoFactorEnabled) : null;
    }

    public async Task<Result<Entered>> ExecuteAsync(string? challenge, string? code, TokenUse use, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await pending.FindAsync(context, challenge, use, caller.Via, cancellationToken) is not { } begun) return Errors.SignInLapsed;
        if (await context.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == begun.UserId && u.IsActive, cancellationToken) is not { } user) return Errors.SignInLapsed;
        if (await throttle.WaitAsync(ThrottleKey(user.Id), caller.Address, cancellationToken) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);
        if (await pending.TryAsync(context, begun, cancellationToken) is not { } tries) return Errors.SignInLapsed;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await check.TakeAsync(context, user.Id, code, cancellationToken) is not { } factor)
        {
            await throttle.FailedAsync(ThrottleKey(user.Id), caller.Address, cancellationToken);
            if (tries == PendingSignIn.MostTries) await WarnAsync(context, user, caller, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return Errors.WrongCode;
        }

        if (!await pending.SpendAsync(context, begun, cancellationToken)) return Errors.SignInLapsed;
        if (factor == Factor.RecoveryCode) await TellAsync(context, user, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await throttle.SucceededAsync(ThrottleKey(user.Id), caller.Address, cancellationToken);
        return await sessions.StartAsync(context, user, begun.WorkspaceId, caller, cancellationToken, use, isTwoFactor: true) is { } started
            ? new Entered(started.Token, started.SignedIn)
            : Errors.NoWorkspace;
    }

    /// <summary>Counted apart from passwords: knowing one must not buy tries at the other.</summary>
    internal static string ThrottleKey(UserId user) => $"second factor of {user}";

    /// <summary>Whoever came this far and had five wrong codes may well hold a password that is not theirs.</summary>
    private async Task WarnAsync(SynterDbContext context, User user, Caller caller, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(context, mails.WrongCodes(user.AsRecipient(), caller, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, "member.second_factor_failed", new() { ["tries"] = PendingSignIn.MostTries, ["address"] = caller.Address }, cancellationToken);
    }

    private async Task TellAsync(SynterDbContext context, User user, Caller caller, CancellationToken cancellationToken)
    {
        var left = await context.Set<RecoveryCode>().CountAsync(c => c.UserId == user.Id && c.UsedAt == null, cancellationToken);
        await outbox.AddAsync(context, mails.WaysInChanged(user.AsRecipient(), "A recovery code", "used to sign in", caller, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, "member.recovery_code_used", new() { ["left"] = left }, cancellationToken);
    }
}
