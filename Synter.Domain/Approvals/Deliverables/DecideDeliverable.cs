using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Approve, reject, edit or acknowledge, on exactly what the person saw.</summary>
public sealed class DecideDeliverable(IReviews reviews, Review review)
{
    public async Task<Result<Decided>> ExecuteAsync(Actor actor, DecisionRequest request, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReviewProposals) is { } lacking)
        {
            return lacking;
        }

        // A client may have its reasons; a person in front of a page owes the agent a sentence.
        if (actor.Via == Via.Page && request.Decision == Decision.Reject && string.IsNullOrWhiteSpace(request.Note))
        {
            return ReviewErrors.NoteMissing;
        }

        return await reviews.DecideAsync(
            actor, request.Deliverable, request.Id, request.Note, subject => review.Decide(subject, request, actor), cancellationToken);
    }
}
