using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>Whose yes an approval is.</summary>
public enum ApprovalSource
{
    /// <summary>A person read it and said yes.</summary>
    Person,
}

/// <summary>How an approval ended that was never used.</summary>
public enum ApprovalEnd
{
    /// <summary>A person took it back.</summary>
    Revoked,

    /// <summary>A person took it back within the undo window.</summary>
    Undone,

    /// <summary>The content was edited, so it says yes to nothing that stands.</summary>
    Edited,

    /// <summary>Its time ran out.</summary>
    Lapsed,

    /// <summary>When its time came the gate said no.</summary>
    Denied,

    /// <summary>What it was for was withdrawn.</summary>
    Withdrawn,
}

/// <summary>Where an approval is in its life.</summary>
public enum ApprovalStatus
{
    /// <summary>Given, and not used yet.</summary>
    Open,

    /// <summary>Used: the gate made grants of it.</summary>
    Spent,

    /// <summary>Void before it was used: revoked, undone, edited away, denied, or withdrawn with what it was for.</summary>
    Void,

    /// <summary>Its time ran out before it was used.</summary>
    Lapsed,
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
    ApprovalEnd? End = null)
{
    /// <summary>Neither used nor ended. It may have run out all the same: that is a question of now.</summary>
    public bool IsOpen => SpentAt is null && End is null;

    public ApprovalStatus StatusAt(DateTimeOffset now) => this switch
    {
        { SpentAt: not null } => ApprovalStatus.Spent,
        { End: ApprovalEnd.Lapsed } => ApprovalStatus.Lapsed,
        { End: not null } => ApprovalStatus.Void,
        // The sweep may not have come by yet.
        _ => ExpiresAt <= now ? ApprovalStatus.Lapsed : ApprovalStatus.Open,
    };
}
