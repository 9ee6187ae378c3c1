using Microsoft.AspNetCore.Identity;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>Judges a password that somebody wants, and hashes it when its turn comes.</summary>
public sealed class NewPassword(IBreachedPasswords breached, Argon2id argon2, IPasswordHasher<User> hasher)
{
    /// <param name="own">Words that belong to the person.</param>
    /// <returns>The hash. Exactly one is computed, and none for a password that is refused.</returns>
    public async Task<Result<string>> HashAsync(string password, IEnumerable<string?> own, CancellationToken cancellationToken)
    {
        if (PasswordRules.Refuse(password, own) is { } problem) return Refused(problem);
        if (await breached.HasAsync(password, cancellationToken)) return Refused(PasswordRules.Breached);
        var (ran, hash) = await argon2.InTurnAsync(() => hasher.HashPassword(new User(), password), cancellationToken);
        return ran ? hash! : Errors.RateLimited(TimeSpan.FromSeconds(2));
    }

    private static Refusal Refused(string problem) => Refusals.Invalid(new FieldError("/password", problem));
}
