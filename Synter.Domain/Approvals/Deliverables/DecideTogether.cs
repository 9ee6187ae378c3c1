using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>
/// The same decision on several deliverables at once, each by itself: what one of them is refused for keeps none of the others.
/// </summary>
public sealed class DecideTogether(DecideDeliverable decide, IReviewQueries queries)
{
    public const int Most = 100;

    /// <returns>An answer for each request, in their order.</returns>
    public async Task<IReadOnlyList<Result<Decided>>> ExecuteAsync(
        Actor actor, IReadOnlyList<DecisionRequest> requests, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests.Count, Most);
        var answers = new List<Result<Decided>>();
        foreach (var request in requests)
        {
            answers.Add(await IsTooRiskyAsync(actor, request, cancellationToken)
                ? ReviewErrors.TooRiskyTogether
                : await decide.ExecuteAsync(actor, request, cancellationToken));
        }

        return answers;
    }

    /// <summary>What cannot be undone is approved one by one, with its content in front of the person.</summary>
    private async Task<bool> IsTooRiskyAsync(Actor actor, DecisionRequest request, CancellationToken cancellationToken) =>
        request.Decision == Decision.Approve
        && (await queries.FindAsync(actor.Workspace, request.Deliverable, cancellationToken))?.Row.Risk == Risk.High;
}
