using Microsoft.AspNetCore.Components;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Lists;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>The live list of runs.</summary>
public partial class RunsPage
{
    private const int MostActive = 50;

    private CancelRunDialog _cancel = null!;

    [Inject]
    public required IRunQueries Runs { get; set; }

    [Inject]
    public required IRunFeed Feed { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [SupplyParameterFromQuery(Name = RunFilters.StatusKey)]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = RunFilters.AgentKey)]
    public string? Agent { get; set; }

    [SupplyParameterFromQuery(Name = RunFilters.GoalKey)]
    public string? Goal { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "Runs";

    private RunFilter Filter => RunFilters.Read(Url);

    /// <summary>The filters beside the tabs, each removable.</summary>
    private IEnumerable<(string Key, string Label, string Name)> Narrowed
    {
        get
        {
            var rows = State?.Rows.Concat(State.Active) ?? [];
            if (Agent is not null)
            {
                yield return (RunFilters.AgentKey, "Agent", rows.FirstOrDefault(row => row.Agent?.ToString() == Agent)?.AgentName ?? "one");
            }

            if (Goal is not null)
            {
                yield return (RunFilters.GoalKey, "Goal", rows.FirstOrDefault(row => row.Goal?.ToString() == Goal) is { } row ? RunWords.Title(row) : "one");
            }
        }
    }

    private long? Total => State?.Counts.ByStatus.Where(count => Filter.Statuses?.Contains(count.Key) ?? true).Sum(count => count.Value);

    private List<TabLink> Tabs =>
    [
        new("All", Url.With(RunFilters.StatusKey, null), Status is null, State?.Counts.ByStatus.Values.Sum()),
        .. RunFilters.Tabs.Select(tab => new TabLink(
            tab.Name, Url.With(RunFilters.StatusKey, tab.Key), Status == tab.Key, State is null ? null : tab.Statuses.Sum(s => State.Counts.ByStatus[s]))),
    ];

    protected override async Task<RunsState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var rows = await Runs.ListAsync(actor, Filter, Url.Page, cancellationToken);
        var counts = await Runs.CountAsync(actor, Filter, cancellationToken);
        var active = await Runs.ListAsync(
            actor, Filter with { Statuses = [RunStatus.Running, RunStatus.Retrying] }, new PageRequest(MostActive, null), cancellationToken);
        return new RunsState(rows.Items, rows.NextCursor, counts, active.Items);
    }

    protected override RunsState Merge(RunsState shown, RunsState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    protected override void Subscribe(Actor actor) => Follow(Feed.Watch(actor.Workspace), TakeAsync);

    private Task TakeAsync(FeedBatch<RunPulse> batch)
    {
        var news = batch.Resync || (State is { } shown && batch.Items.Any(shown.IsNews));
        Update(state => state.Apply(batch.Items, Now));
        if (news)
        {
            RereadSoon();
        }

        return Task.CompletedTask;
    }
}
