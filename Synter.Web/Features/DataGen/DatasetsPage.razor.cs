using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Lists;
using Synter.Web.Live;

namespace Synter.Web.Features.DataGen;

/// <summary>The form that begins a dataset, and all there are.</summary>
public partial class DatasetsPage
{
    [Inject]
    public required IDataGenQueries Queries { get; set; }

    [Inject]
    public required IRunFeed Runs { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.StatusKey)]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = DatasetFilters.OwnerKey)]
    public string? Owner { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "Datasets";

    private List<TabLink> Tabs =>
    [
        new("All", Url.With(DatasetFilters.StatusKey, null), Status is null),
        .. DatasetFilters.Tabs.Select(tab => new TabLink(tab.Name, Url.With(DatasetFilters.StatusKey, tab.Key), Status == tab.Key)),
    ];

    protected override async Task<DatasetsState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var rows = await Queries.ListAsync(actor, DatasetFilters.Read(Url, actor), Url.Page, cancellationToken);
        return new DatasetsState(rows.Items, rows.NextCursor);
    }

    protected override DatasetsState Merge(DatasetsState shown, DatasetsState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    protected override void Subscribe(Actor actor)
    {
        Follow(Runs.Watch(actor.Workspace), TakeRuns);
        Follow(Feed.Watch(actor.Workspace), TakeChanges);
    }

    private Task TakeRuns(FeedBatch<RunPulse> batch)
    {
        if (batch.Resync || batch.Items.Any(pulse => State?.Holds(pulse.Run) == true))
        {
            Update(state => state.Apply(batch.Items));
            // Cost and failures, which no pulse tells.
            RereadSoon();
        }

        return Task.CompletedTask;
    }

    private Task TakeChanges(FeedBatch<FeedChange> batch)
    {
        if (batch.Resync || batch.Items.Any(change => change.Topic == FeedTopic.Datasets))
        {
            RereadSoon();
        }

        return Task.CompletedTask;
    }
}
