namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>A passkey's challenge that was answered, so that the same answer is worth nothing a second time.</summary>
public sealed class SpentChallenge
{
    public required byte[] Hash { get; init; }

    /// <summary>From then on it is too old anyway.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
