using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Audit;

/// <summary>An entry of a chain. Written by <c>audit_append</c> only; never changed.</summary>
internal sealed class AuditRow : ITenantRow
{
    /// <summary>Nil for the platform's chain.</summary>
    public required WorkspaceId WorkspaceId { get; init; }

    public required long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Kind { get; init; }

    public required string ActorName { get; init; }

    public UserId? ActorId { get; init; }

    public required Via Via { get; init; }

    public string? Subject { get; init; }

    public required string Correlation { get; init; }

    public required byte[] DetailsDigest { get; init; }

    public required byte[] Prev { get; init; }

    public required byte[] Mac { get; init; }
}

/// <summary>An entry's details, apart from it so that they can be erased while the chain keeps their digest.</summary>
internal sealed class AuditDetailsRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required long Seq { get; init; }

    /// <summary>The very text the digest was taken of. Not jsonb, which would rewrite it. Null when erased.</summary>
    public string? Details { get; init; }

    public DateTimeOffset? ErasedAt { get; init; }
}

/// <summary>Where a chain ends: the row that appending locks, and that shows when the newest entries were cut away.</summary>
internal sealed class AuditHeadRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required long Seq { get; init; }

    public required byte[] Mac { get; init; }
}
