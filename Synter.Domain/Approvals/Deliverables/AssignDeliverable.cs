using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>
/// Takes a deliverable that waits, so that two people do not read the same one, or leaves it to nobody. It binds no one: whoever may
/// decide still may, and may take it over.
/// </summary>
public sealed class AssignDeliverable(IReviews reviews)
{
    /// <param name="toActor">False leaves it to nobody.</param>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, DeliverableId deliverable, bool toActor, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReviewProposals) is { } lacking)
        {
            return lacking;
        }

        return await reviews.AssignAsync(actor, deliverable, toActor ? new Assignee(actor.User, actor.Name) : null, cancellationToken);
    }
}
