using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>An approval about to be spent.</summary>
/// <param name="ContentHash">What stood there when the gate judged; if it moved since, nothing is redeemed.</param>
public sealed record Redemption(
    WorkspaceId Workspace,
    DeliverableId Deliverable,
    int Revision,
    ContentHash ContentHash,
    ApprovalId Approval,
    IReadOnlyList<EffectId> Effects,
    AskedBy By,
    CorrelationId Correlation,
    DateTimeOffset At);

public enum RedeemOutcome
{
    Redeemed,

    /// <summary>Edited, taken back or begun by someone else since the gate judged it.</summary>
    ContentMoved,

    /// <summary>Spent, revoked or lapsed since the gate judged it.</summary>
    ApprovalGone,
}

/// <summary>One sending about to begin.</summary>
/// <param name="LeaseToken">Of the executor's claim; who lost it may not send.</param>
/// <param name="Deadline">When the call is given up; reading back begins after it.</param>
public sealed record AttemptStart(
    WorkspaceId Workspace, DeliverableId Deliverable, Grant Grant, long LeaseToken, DateTimeOffset At, DateTimeOffset Deadline);

public enum BeginOutcome
{
    Begun,

    /// <summary>The lease is lost or the effect moved: somebody else has it.</summary>
    Lost,

    /// <summary>Another effect with the same idempotency key was sent already.</summary>
    SentBefore,
}

/// <summary>Where grants are kept. Only <see cref="ApprovedEffect.Gate"/> may use it; an architecture test keeps it so.</summary>
public interface IGrants
{
    /// <summary>
    /// The one transaction that turns an approval into grants: the deliverable's row first, then the approval, then a grant an
    /// effect, the audit entry last.
    /// </summary>
    /// <param name="rehearse">Does all of it and takes it back.</param>
    Task<RedeemOutcome> RedeemAsync(Redemption redemption, bool rehearse, CancellationToken cancellationToken);

    /// <summary>The grant for an effect's next attempt, or null when there is none or its attempts are used up.</summary>
    Task<Grant?> NextAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken);

    /// <summary>The grant of an attempt that began and whose end nobody knows, or null.</summary>
    Task<Grant?> InDoubtAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken);

    /// <summary>Commits the effect as executing with a row for the attempt, before the provider is called.</summary>
    Task<BeginOutcome> BeginAsync(AttemptStart start, CancellationToken cancellationToken);
}
