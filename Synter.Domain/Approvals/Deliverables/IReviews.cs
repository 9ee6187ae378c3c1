using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Where decisions are made one at a time, and what waits for one is assigned.</summary>
public interface IReviews
{
    /// <summary>
    /// Locks the deliverable, lets a pure function judge what stands there, and commits its answer with the audit entry last. A
    /// decision id that was used before changes nothing and is answered as it was then.
    /// </summary>
    /// <param name="decide">Null changes nothing: it stands already as it should.</param>
    Task<Result<Decided>> DecideAsync(
        Actor actor,
        DeliverableId deliverable,
        DecisionId decision,
        string? note,
        Func<ReviewSubject, Result<ReviewChange?>> decide,
        CancellationToken cancellationToken);

    /// <summary>Locks a deliverable that waits and writes whose it is, with the audit entry last; nothing where it stands so already.</summary>
    /// <param name="assignee">Null for nobody.</param>
    Task<Result<Done>> AssignAsync(Actor actor, DeliverableId deliverable, Assignee? assignee, CancellationToken cancellationToken);

    /// <summary>Null when this workspace has no such approval.</summary>
    Task<Approval?> FindApprovalAsync(WorkspaceId workspace, ApprovalId approval, CancellationToken cancellationToken);
}
