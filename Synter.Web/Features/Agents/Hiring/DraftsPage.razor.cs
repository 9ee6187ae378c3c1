using Microsoft.AspNetCore.Components;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;
using Synter.Web.Components.States;
using Synter.Web.Components.Text;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>What an agent proposed, and what became of it.</summary>
public partial class DraftsPage
{
    private const string StateKey = "state";

    [Inject]
    public required AgentFrames Frames { get; set; }

    [Inject]
    public required IReviewQueries Review { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Parameter]
    public required string Id { get; set; }

    [SupplyParameterFromQuery(Name = StateKey)]
    public string? InState { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "The drafts";

    private static List<(string, string)> States =>
        [.. Enum.GetValues<DeliverableState>().Select(state => (state.ToString().ToLowerInvariant(), StatusWords.Of(state).Word))];

    protected override async Task<DraftsState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (await Frames.LoadAsync(actor, Id, Manner.Zone, cancellationToken) is not { } frame)
        {
            return null;
        }

        var filter = new DeliverableFilter(
            Agent: frame.View.Id, States: Enum.TryParse<DeliverableState>(InState, ignoreCase: true, out var state) && Enum.IsDefined(state) ? [state] : null);
        var rows = await Review.ListAsync(actor.Workspace, filter, DeliverableOrder.NewestFirst, Url.Page, cancellationToken);
        return new DraftsState(frame, rows.Items, rows.NextCursor);
    }

    protected override DraftsState Merge(DraftsState shown, DraftsState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Id == Id || change.Topic is FeedTopic.Deliverables or FeedTopic.Effects) ? ReloadAsync() : Task.CompletedTask);

    private static string Where(DeliverableRow row)
    {
        var where = row.Providers.Count == 0 ? "changes nothing outside" : string.Join(", ", row.Providers.Select(ProviderNames.Of));
        return row.Group is { } group ? $"{group.Title} · {where}" : where;
    }
}

/// <param name="New">Made since, above those shown.</param>
public sealed record DraftsState(AgentFrame Frame, IReadOnlyList<DeliverableRow> Rows, string? NextCursor, int New = 0)
{
    /// <summary>Rows change where they stand; new ones wait behind their number.</summary>
    public DraftsState Merge(DraftsState fresh, bool countsNew)
    {
        if (Rows.Count == 0)
        {
            return fresh;
        }

        return this with
        {
            Frame = fresh.Frame,
            Rows = Rows.Taking(fresh.Rows, row => row.Id),
            New = countsNew ? Rows.Missing(fresh.Rows.TakeWhile(row => row.CreatedAt >= Rows[0].CreatedAt), row => row.Id) : 0,
        };
    }
}
