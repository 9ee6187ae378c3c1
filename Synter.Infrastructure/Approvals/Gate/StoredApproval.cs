using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

public sealed class StoredApproval : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required ApprovalId Id { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    public required int Revision { get; init; }

    public required byte[] ContentHash { get; init; }

    public required ApprovalSource Source { get; init; }

    public required UserId ApprovedBy { get; init; }

    public required string ApprovedByName { get; init; }

    public required DateTimeOffset ApprovedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? SpentAt { get; set; }

    /// <summary>How it ended that was never used.</summary>
    public ApprovalEnd? Ended { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who ended it; null when time or the gate did.</summary>
    public string? EndedBy { get; set; }

    public static StoredApproval Of(WorkspaceId workspace, Approval approval) => new()
    {
        WorkspaceId = workspace,
        Id = approval.Id,
        DeliverableId = approval.Deliverable,
        Revision = approval.Revision,
        ContentHash = approval.ContentHash.ToDigest(),
        Source = approval.Source,
        ApprovedBy = approval.ApprovedBy,
        ApprovedByName = approval.ApprovedByName,
        ApprovedAt = approval.ApprovedAt,
        ExpiresAt = approval.ExpiresAt,
    };

    public Approval ToApproval() => new(
        Id, DeliverableId, Revision, Domain.Approvals.Deliverables.ContentHash.FromDigest(ContentHash), Source,
        ApprovedBy, ApprovedByName, ApprovedAt, ExpiresAt, SpentAt, Ended);
}
