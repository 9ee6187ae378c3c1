using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Home;

/// <summary>What a person sees first.</summary>
public partial class OverviewPage
{
    private const int Few = 5;

    private static readonly RunFilter s_failed = new() { Statuses = [RunStatus.Failed, RunStatus.FailedAuth, RunStatus.FailedSchema] };

    [Inject]
    public required IReviewQueries Reviews { get; set; }

    [Inject]
    public required IRunQueries Runs { get; set; }

    [Inject]
    public required IHiringQueries Hiring { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    protected override string What => "The overview";

    private (string Name, long Count, string Href)[] Tiles =>
    [
        ("Waiting for review", State!.WaitingCount, "/review"),
        ("Going out", State.GoingOut, "/review?view=going-out"),
        ("To check", State.ToCheck, "/review?view=check"),
        ("Running now", State.Running, "/runs"),
    ];

    protected override async Task<OverviewState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var few = new PageRequest(Few, null);
        var waiting = await Reviews.ListAsync(actor.Workspace, DeliverableFilter.Waiting, DeliverableOrder.OldestFirst, few, cancellationToken);
        var open = await Reviews.OpenCountsAsync(actor.Workspace, cancellationToken);
        int Of(params DeliverableState[] states) => states.Sum(state => open.GetValueOrDefault(state));
        return new OverviewState(
            waiting.Items,
            Of(DeliverableState.PendingReview),
            Of(DeliverableState.Approved, DeliverableState.Scheduled, DeliverableState.Executing),
            Of(DeliverableState.Unknown, DeliverableState.Failed, DeliverableState.PartlyExecuted),
            await Runs.CountActiveAsync(actor, cancellationToken),
            (await Runs.ListAsync(actor, s_failed, few, cancellationToken)).Items,
            await Hiring.SummaryAsync(actor, cancellationToken));
    }

    protected override void Subscribe(Actor actor) => Follow(Feed.Watch(actor.Workspace), _ => ReloadAsync());
}
