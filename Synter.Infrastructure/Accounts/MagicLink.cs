using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>A link that was mailed and works once. The mail holds its token, the row only the hash.</summary>
public sealed class MagicLink
{
    public required Guid Id { get; init; }

    public required LinkPurpose Purpose { get; init; }

    public required byte[] TokenHash { get; init; }

    /// <summary>Null for somebody who has no account: one is made when the link proves the address.</summary>
    public UserId? UserId { get; init; }

    /// <summary>Where it was sent.</summary>
    public required string Email { get; init; }

    /// <summary>Which workspace the person will join, when there is no account yet.</summary>
    public WorkspaceId? WorkspaceId { get; init; }

    /// <summary>A hash of what the asking browser keeps in a cookie. Null when a program asked.</summary>
    public byte[]? BrowserHash { get; init; }

    /// <summary>What the person wants to be called, and the password they chose: kept here until the address is proven.</summary>
    public string? Name { get; init; }

    public string? PasswordHash { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}
