using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>
/// Whether somebody signed in may change how they sign in: an unlocked screen is not enough. They give the password or a code;
/// who has signed in just now has given them already.
/// </summary>
public sealed class ProveAgain(SetPassword passwords, FactorCheck check, SignInThrottle throttle, TimeProvider clock)
{
    /// <param name="proof">Password, code of the app or recovery code, whichever it turns out to be.</param>
    public async Task<Refusal?> RefuseAsync(SynterDbContext context, User user, string? proof, Caller caller, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(proof)) return Errors.ProveAgain;
        var key = CompleteSignIn.ThrottleKey(user.Id);
        if (await throttle.WaitAsync(key, caller.Address, cancellationToken) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);
        if (user.TwoFactorEnabled && await check.TakeAsync(context, user.Id, proof, cancellationToken) is not null) return null;
        if (user.PasswordHash is not null)
            return await passwords.RefuseAsync(context, user, session: null, proof, caller, cancellationToken) is { } refusal ? user.TwoFactorEnabled && refusal == Errors.WrongPassword ? Errors.WrongProof : refusal : null;
        await throttle.FailedAsync(key, caller.Address, cancellationToken);
        return Errors.WrongCode;
    }

    public async Task<Refusal?> RefuseUnlessFreshAsync(SynterDbContext context, User user, SessionId session, string? proof, Caller caller, CancellationToken cancellationToken) =>
        await IsFreshAsync(context, session, cancellationToken) ? null : await RefuseAsync(context, user, proof, caller, cancellationToken);

    /// <summary>Whether they have the second factor that a workspace asks for, and signed in without it: before it asked, or where it does not.</summary>
    public static async Task<bool> OwesWhatTheyHaveAsync(SynterDbContext context, User user, SessionId session, CancellationToken cancellationToken) =>
        (user.TwoFactorEnabled || await context.Set<IdentityUserPasskey<UserId>>().AnyAsync(p => p.UserId == user.Id, cancellationToken))
        && await SecondFactors.IsRequiredAsync(context, user.Id, cancellationToken)
        && !await context.Set<Session>().AnyAsync(s => s.FamilyId == session && s.IsTwoFactor, cancellationToken);

    public Task<bool> IsFreshAsync(SynterDbContext context, SessionId session, CancellationToken cancellationToken) =>
        context.IsFreshAsync(session, clock.Now(), cancellationToken);
}
