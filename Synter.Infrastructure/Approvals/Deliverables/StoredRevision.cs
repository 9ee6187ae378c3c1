using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>One revision's exact bytes. Written once; nothing updates it.</summary>
public sealed class StoredRevision : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    public required int Revision { get; init; }

    public required byte[] Content { get; init; }

    /// <summary>PostgreSQL's own SHA-256 of <see cref="Content"/>.</summary>
    public byte[] ContentHash { get; private init; } = [];

    public required RevisionReason Reason { get; init; }

    /// <summary>Null for the agent.</summary>
    public UserId? Author { get; init; }

    public string? AuthorName { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
