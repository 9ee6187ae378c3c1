using Microsoft.AspNetCore.Identity;

namespace Synter.Infrastructure.Accounts;

/// <summary>Identity's passwords are Argon2id; a hash in Identity's own older format is still read, and then made anew.</summary>
public sealed class Argon2PasswordHasher(Argon2id argon2) : IPasswordHasher<User>
{
    private static readonly PasswordHasher<User> Older = new();

    public string HashPassword(User user, string password) => argon2.Hash(password);

    public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
    {
        if (!hashedPassword.StartsWith(Argon2Text.Prefix, StringComparison.Ordinal))
        {
            return Older.VerifyHashedPassword(user, hashedPassword, providedPassword) == PasswordVerificationResult.Failed
                ? PasswordVerificationResult.Failed
                : PasswordVerificationResult.SuccessRehashNeeded;
        }

        if (!argon2.Verify(hashedPassword, providedPassword)) return PasswordVerificationResult.Failed;
        return argon2.IsOutdated(hashedPassword) ? PasswordVerificationResult.SuccessRehashNeeded : PasswordVerificationResult.Success;
    }
}
