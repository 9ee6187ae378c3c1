using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Undoes or revokes an approval that was not used yet; its deliverable waits for review again.</summary>
public sealed class TakeBackApproval(IReviews reviews)
{
    /// <param name="decision"><see cref="Decision.Undo"/> within the undo window, <see cref="Decision.Revoke"/> at any time.</param>
    public async Task<Result<Decided>> ExecuteAsync(
        Actor actor, ApprovalId approval, Decision decision, DecisionId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReviewProposals) is { } lacking)
        {
            return lacking;
        }

        if (await reviews.FindApprovalAsync(actor.Workspace, approval, cancellationToken) is not { } found)
        {
            return Refusals.NotFound("approval");
        }

        return await reviews.DecideAsync(
            actor, found.Deliverable, id, note: null, subject => Review.TakeBack(subject, approval, decision), cancellationToken);
    }
}
