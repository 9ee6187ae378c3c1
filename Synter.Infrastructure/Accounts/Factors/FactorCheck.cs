using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Vault;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>Which second factor a code was.</summary>
public enum Factor
{
    Authenticator,
    RecoveryCode,
}

/// <summary>
/// Takes a person's code, each once: that it is right and that it is spent are one statement, so of many who bring the same code
/// at once one is first. In the caller's transaction.
/// </summary>
public sealed class FactorCheck(SealedTexts texts, SealedKeys keys, TimeProvider clock)
{
    private const string SecretPurpose = "authenticator secrets";
    private const string HashPurpose = "recovery codes";

    /// <returns>Null: wrong, or spent.</returns>
    public async Task<Factor?> TakeAsync(SynterDbContext context, UserId user, string? typed, CancellationToken cancellationToken)
    {
        var code = string.Concat((typed ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (Totp.IsCode(code)) return await TakeAuthenticatorAsync(context, user, code, cancellationToken) ? Factor.Authenticator : null;
        return RecoveryCodes.Read(code) is { } recovery && await TakeRecoveryAsync(context, user, recovery, cancellationToken) ? Factor.RecoveryCode : null;
    }

    public ValueTask<byte[]> SealAsync(UserId user, string secret, CancellationToken cancellationToken) =>
        texts.SealAsync(SecretPurpose, Bound(user), secret, cancellationToken);

    /// <summary>The secret in base 32.</summary>
    public ValueTask<string> OpenAsync(Authenticator authenticator, CancellationToken cancellationToken) =>
        texts.OpenAsync(SecretPurpose, Bound(authenticator.UserId), authenticator.Secret, cancellationToken);

    /// <param name="code">As <see cref="RecoveryCodes.Read"/> has it.</param>
    public async ValueTask<byte[]> HashAsync(UserId user, string code, CancellationToken cancellationToken) =>
        HMACSHA256.HashData(await keys.GetAsync(HashPurpose, cancellationToken), Encoding.UTF8.GetBytes($"{user}/{code}"));

    private async Task<bool> TakeAuthenticatorAsync(SynterDbContext context, UserId user, string code, CancellationToken cancellationToken)
    {
        var row = await context.Set<Authenticator>().AsNoTracking().FirstOrDefaultAsync(a => a.UserId == user && a.ConfirmedAt != null, cancellationToken);
        if (row is null || Totp.StepOf(Base32.Read(await OpenAsync(row, cancellationToken)), code, clock.GetUtcNow(), row.LastStep) is not { } step) return false;
        return await context.Set<Authenticator>().Where(a => a.UserId == user && a.ConfirmedAt == row.ConfirmedAt && a.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), cancellationToken) == 1;
    }

    private async Task<bool> TakeRecoveryAsync(SynterDbContext context, UserId user, string code, CancellationToken cancellationToken)
    {
        var hash = await HashAsync(user, code, cancellationToken);
        var now = clock.Now();
        return await context.Set<RecoveryCode>().Where(c => c.UserId == user && c.Hash == hash && c.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.UsedAt, now), cancellationToken) == 1;
    }

    private static string Bound(UserId user) => $"authenticator/{user}";
}
