using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>A code to sign in with once, when the authenticator is lost.</summary>
public sealed class RecoveryCode
{
    public required UserId UserId { get; init; }

    /// <summary>Keyed, by a key that the vault seals: a copy of the database alone cannot be searched for codes.</summary>
    public required byte[] Hash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UsedAt { get; set; }
}
