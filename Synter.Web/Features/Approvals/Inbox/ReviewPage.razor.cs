using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Domain.Marketing;
using Synter.Domain.Views;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Lists;
using Synter.Web.Features.Views;
using Synter.Web.Live;

namespace Synter.Web.Features.Approvals.Inbox;

/// <summary>What waits for people, and the decision on it.</summary>
public partial class ReviewPage
{
    private static readonly (string, string)[] s_assigned = [(ReviewFilters.AssignedToMe, "to me")];
    private static readonly (string, string)[] s_providers = [.. SocialPlatform.All.Select(platform => (platform.Key, platform.Name))];

    [Inject]
    public required IReviewQueries Queries { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required LiveAnnouncer Announcer { get; set; }

    [Inject]
    public required KeptForms Kept { get; set; }

    [Inject]
    public required ISavedViews Views { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    /// <summary>The deliverable that is open.</summary>
    [Parameter]
    public string? Id { get; set; }

    /// <summary>Why the decision that led here was not taken.</summary>
    [SupplyParameterFromQuery(Name = DecisionForms.Problem)]
    public string? ProblemCode { get; set; }

    protected override string What => "Proposals";

    private ReviewView View => ReviewFilters.ViewOf(Url);

    private bool CanDecide => Shell.May(Permission.ReviewProposals);

    private bool OldestFirst => ReviewFilters.Order(Url) == DeliverableOrder.OldestFirst;

    private string SortHref => Url.With(ReviewFilters.SortKey, OldestFirst ? ReviewFilters.NewestFirst : null);

    /// <summary>This address without what is only said once.</summary>
    private string Here => new Uri(Navigation.ToAbsoluteUri(Url.Without(DecisionForms.Problem)).ToString()).PathAndQuery;

    private string? Refused => ProblemCode is null ? null : ReviewWords.Problem(ProblemCode, State?.Open?.Kept);

    private string GroupTitle => State?.Rows.FirstOrDefault(row => row.Group is not null)?.Group?.Title ?? "one";

    /// <summary>Rows that were decided on stay shown, and are no longer counted.</summary>
    private long? Total => View.States.Count == 0 || Url.Has(ReviewFilters.Narrowing) || CountOf(View) is not { } count
        ? null
        : Math.Max(count, State?.Rows.Count ?? 0);

    private List<TabLink> Tabs =>
    [
        .. ReviewFilters.Views.Select(view => new TabLink(view.Name, Url.With(ReviewFilters.ViewKey, view.Key), view == View, CountOf(view))),
    ];

    protected override async Task<ReviewState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var (filter, order) = (ReviewFilters.Read(Url, actor.User), ReviewFilters.Order(Url));
        var rows = await Queries.ListAsync(actor.Workspace, filter, order, Url.Page, cancellationToken);
        var counts = await Queries.OpenCountsAsync(actor.Workspace, cancellationToken);
        var open = await OpenAsync(actor, filter, order, cancellationToken);
        return new ReviewState(actor.User, rows.Items, rows.NextCursor, counts, open, Id, await SavedAsync(actor, cancellationToken));
    }

    protected override ReviewState Merge(ReviewState shown, ReviewState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    protected override void Subscribe(Actor actor) => Follow(Feed.Watch(actor.Workspace), batch => TakeAsync(actor, batch));

    private async Task<IReadOnlyList<CountedView>> SavedAsync(Actor actor, CancellationToken cancellationToken)
    {
        var counted = new List<CountedView>();
        foreach (var view in await Views.ListAsync(actor, ReviewFilters.List, cancellationToken))
        {
            var filter = ReviewFilters.Read(UrlState.Parse(ReviewFilters.Path + view.Query), actor.User);
            counted.Add(new CountedView(view, await Queries.CountAsync(actor.Workspace, filter, cancellationToken)));
        }

        return counted;
    }

    private async Task<OpenDeliverable?> OpenAsync(Actor actor, DeliverableFilter filter, DeliverableOrder order, CancellationToken cancellationToken)
    {
        if (!StrongId.TryParse<DeliverableId>(Id, out var id)
            || await Queries.FindAsync(actor.Workspace, id, cancellationToken) is not { } view)
        {
            return null;
        }

        return new OpenDeliverable(
            view,
            await Queries.NeighboursAsync(actor.Workspace, id, filter, order, cancellationToken),
            await Queries.RevisionsAsync(actor.Workspace, id, cancellationToken),
            await Queries.DecisionsAsync(actor.Workspace, id, cancellationToken),
            ProblemCode is null ? null : Kept.Find(actor.User, id));
    }

    private async Task TakeAsync(Actor actor, FeedBatch<FeedChange> batch)
    {
        var changed = batch.Items
            .Where(change => change.Topic is FeedTopic.Deliverables or FeedTopic.Effects or FeedTopic.Approvals)
            .Select(change => change.Id)
            .ToHashSet();
        if (changed.Count == 0 && !batch.Resync)
        {
            return;
        }

        // Rows that left the list's filter are not in the next answer, and stay on screen: they are read one by one.
        foreach (var row in State?.Rows.Where(row => changed.Contains(row.Id.ToString())).ToList() ?? [])
        {
            if (await Queries.FindAsync(actor.Workspace, row.Id, Leaving) is { } view)
            {
                Update(state => state.With(view.Row));
            }
        }

        var before = State?.New;
        await ReloadAsync();
        if (State is { New: > 0 and var count } && count != before)
        {
            Announcer.Announce($"{count} new");
        }
    }

    private string HrefOf(DeliverableId id) => new UriBuilder(Url.At($"{Navigation.BaseUri}review/{id}")).Uri.PathAndQuery;

    private long? CountOf(ReviewView view) => State is null || view.States.Count == 0 || view.Key == "done"
        ? null
        : view.States.Sum(state => State.Counts.GetValueOrDefault(state));
}
