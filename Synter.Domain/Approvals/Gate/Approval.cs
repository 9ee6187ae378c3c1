using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>Whose yes an approval is.</summary>
public enum ApprovalSource
{
    /// <summary>A person read it and said yes.</summary>
    Person,
}

/// <summary>A yes to one revision of a deliverable, bound to its content hash. Spent once, by the gate.</summary>
/// <param name="ExpiresAt">Bounds approving to redeeming; what was redeemed in time may take longer to send.</param>
public sealed record Approval(
    ApprovalId Id,
    DeliverableId Deliverable,
    int Revision,
    ContentHash ContentHash,
    ApprovalSource Source,
    UserId ApprovedBy,
    string ApprovedByName,
    DateTimeOffset ApprovedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? SpentAt = null,
    DateTimeOffset? RevokedAt = null);
