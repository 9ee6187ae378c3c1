using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>What a user may do in one workspace.</summary>
public sealed class Membership(WorkspaceId workspaceId, UserId userId, Role role, DateTimeOffset createdAt) : ITenantRow
{
    public WorkspaceId WorkspaceId { get; private set; } = workspaceId;

    public UserId UserId { get; private set; } = userId;

    public Role Role { get; private set; } = role;

    /// <summary>False: shut out of this workspace by an admin. The row stays, so that what they did keeps its name.</summary>
    public bool IsActive { get; private set; } = true;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public void Become(Role wanted) => Role = wanted;

    public void Deactivate() => IsActive = false;

    public void Reactivate() => IsActive = true;
}
