using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>What a user may do in one workspace.</summary>
public sealed class Membership(WorkspaceId workspaceId, UserId userId, Role role, DateTimeOffset createdAt) : ITenantRow
{
    public WorkspaceId WorkspaceId { get; private set; } = workspaceId;

    public UserId UserId { get; private set; } = userId;

    public Role Role { get; private set; } = role;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
}
