using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Accounts;

/// <summary>
/// One sign-in, in one workspace. The token is in the browser's cookie or the client's Authorization header; here is
/// only its hash, so that a copy of the database signs nobody in.
/// </summary>
public sealed class Session
{
    public required SessionId Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required UserId UserId { get; init; }

    public required WorkspaceId WorkspaceId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset LastSeenAt { get; set; }

    public string? UserAgent { get; init; }

    public string? Ip { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}
