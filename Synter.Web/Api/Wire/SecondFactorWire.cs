using Synter.Infrastructure.Accounts.Factors;

namespace Synter.Web.Api.Wire;

/// <param name="Challenge">What the answer to the first factor gave.</param>
/// <param name="Code">Of the authenticator, or a recovery code.</param>
public sealed record CompleteSignInRequest(string Challenge, string Code);

/// <param name="Since">Null: none is set up.</param>
/// <param name="IsRequired">A workspace asks for one, so it cannot be turned off.</param>
public sealed record SecondFactorResponse(bool IsOn, DateTimeOffset? Since, int RecoveryCodesLeft, bool IsRequired)
{
    public static SecondFactorResponse From(SecondFactorFacts facts) => new(facts.Since is not null, facts.Since, facts.RecoveryCodesLeft, facts.IsRequired);
}

/// <param name="Secret">In base 32, for typing.</param>
/// <param name="Address">For a QR code.</param>
public sealed record OfferedSecretResponse(string Secret, string Address);

/// <param name="Code">From the app that has the secret.</param>
/// <param name="Proof">The password, unless the sign-in was within the last ten minutes.</param>
public sealed record ConfirmSecondFactorRequest(string Code, string? Proof = null);

/// <param name="Proof">The password, a code or a recovery code.</param>
public sealed record ProofRequest(string Proof);

/// <param name="RecoveryCodes">Shown this once.</param>
public sealed record RecoveryCodesResponse(IReadOnlyList<string> RecoveryCodes);
