using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>A decision and how it stood right after, so that the same decision again is answered the same.</summary>
public sealed class StoredDecision : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required DecisionId Id { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    public required Decision Decision { get; init; }

    /// <summary>The revision that was decided on.</summary>
    public required int Revision { get; init; }

    public required UserId ByUser { get; init; }

    public required string ByName { get; init; }

    public required Via Via { get; init; }

    public string? Note { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DeliverableState ResultState { get; init; }

    public required int ResultRevision { get; init; }

    public required byte[] ResultHash { get; init; }

    public ApprovalId? ApprovalId { get; init; }

    public DateTimeOffset? ExecuteAt { get; init; }
}
