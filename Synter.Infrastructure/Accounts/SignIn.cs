using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Where a sign-in comes from.</summary>
public sealed record Caller(string Address, string? UserAgent, Via Via);

/// <summary>Signs a person in with e-mail and password.</summary>
/// <param name="byName">For names that are no e-mail address; null where no other directory is set.</param>
public sealed class SignIn(
    SynterDatabase database, Entry entry, SignInThrottle throttle, Argon2id argon2, IPasswordHasher<User> hasher, ILookupNormalizer normalizer, ISignInByName? byName = null)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>What an unknown address is compared with, so that it takes as long as a known one.</summary>
    private readonly string _nobody = argon2.Hash(Guid.CreateVersion7().ToString());

    public async Task<Result<Arrival>> ExecuteAsync(string email, string password, Caller caller, CancellationToken cancellationToken, TokenUse use = TokenUse.Cookie)
    {
        email = email.Trim();
        if (byName is not null && !email.Contains('@', StringComparison.Ordinal)) return await byName.ExecuteAsync(email, password, caller, use, cancellationToken);

        await using var context = database.Context(Scope);
        User? user;
        bool hasFailed;
        await using (var before = await HeldConnection.OfAsync(context, cancellationToken))
        {
            (var wait, hasFailed) = await throttle.LookAsync(before.Connection, email, caller.Address, cancellationToken);
            if (wait > TimeSpan.Zero) return Errors.RateLimited(wait);
            var normalized = normalizer.NormalizeEmail(email);
            user = await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        }

        var (ran, verdict) = await argon2.InTurnAsync(
            () => hasher.VerifyHashedPassword(user ?? new User(), user?.PasswordHash ?? _nobody, password), cancellationToken);
        if (!ran) return Errors.RateLimited(TimeSpan.FromSeconds(2));
        if (user is not { PasswordHash: not null, IsActive: true } || verdict == PasswordVerificationResult.Failed)
        {
            await throttle.FailedAsync(email, caller.Address, cancellationToken);
            return Errors.InvalidCredentials;
        }

        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = (await argon2.InTurnAsync(() => hasher.HashPassword(user, password), cancellationToken)).Value ?? user.PasswordHash;
            await context.SaveChangesAsync(cancellationToken);
        }

        await using var after = await HeldConnection.OfAsync(context, cancellationToken);
        if (hasFailed) await SignInThrottle.ClearAsync(after.Connection, email, caller.Address, cancellationToken);
        return await entry.ExecuteAsync(context, user, Proof.Password, caller, cancellationToken, use);
    }
}
