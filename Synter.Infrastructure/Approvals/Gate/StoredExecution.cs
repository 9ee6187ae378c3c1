using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>
/// A deliverable that has something to do at a time: begin (the undo window or its send time ran out), go on sending, look
/// after what is in doubt. Claimed with a lease like a run, but no run: a run's crash costs it an attempt and may end it, while
/// what was sent must be found out however often the process dies.
/// </summary>
public sealed class StoredExecution : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    public required ApprovalId ApprovalId { get; init; }

    public required DateTimeOffset DueAt { get; set; }

    public UserId? AskedBy { get; set; }

    public required string AskedByName { get; set; }

    public required Via Via { get; set; }

    public required string CorrelationId { get; set; }

    public string? LeaseOwner { get; set; }

    /// <summary>Raised by each claim; who holds an older one may begin nothing.</summary>
    public long LeaseToken { get; set; }

    public DateTimeOffset? LeaseUntil { get; set; }
}
