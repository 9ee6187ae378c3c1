using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>A sign-in that has proven the first of two factors and waits for the second. It opens nothing by itself.</summary>
public sealed class PendingSignIn
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>More codes than these are not looked at: then the first factor is to be proven anew.</summary>
    public const int MostTries = 5;

    public required Guid Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Where it leads.</summary>
    public required WorkspaceId WorkspaceId { get; init; }

    /// <summary>What it ends in: what was begun for a browser is not finished by a program, nor the other way round.</summary>
    public required TokenUse Use { get; init; }

    public required Via Via { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public int Tries { get; set; }

    public DateTimeOffset? UsedAt { get; set; }
}
