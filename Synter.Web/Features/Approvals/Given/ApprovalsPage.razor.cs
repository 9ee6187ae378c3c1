using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Web.Components.Layout;
using Synter.Web.Components.Lists;
using Synter.Web.Features.Approvals.Inbox;
using Synter.Web.Live;

namespace Synter.Web.Features.Approvals.Given;

/// <summary>The approvals of the workspace: open, used, taken back, lapsed.</summary>
public partial class ApprovalsPage
{
    [Inject]
    public required IGateQueries Gate { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required LiveAnnouncer Announcer { get; set; }

    [CascadingParameter]
    public ShellState? Shell { get; set; }

    [SupplyParameterFromQuery(Name = ApprovalFilters.StatusKey)]
    public string? Status { get; set; }

    [SupplyParameterFromQuery(Name = ApprovalFilters.AgentKey)]
    public string? Agent { get; set; }

    [SupplyParameterFromQuery(Name = ApprovalFilters.ByKey)]
    public string? By { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    /// <summary>Why the decision that led here was not taken.</summary>
    [SupplyParameterFromQuery(Name = DecisionForms.Problem)]
    public string? ProblemCode { get; set; }

    protected override string What => "Approvals";

    private bool CanRevoke => Shell.May(Permission.ReviewProposals);

    private string? Refused => ProblemCode is null ? null : ReviewWords.Problem(ProblemCode);

    /// <summary>This address without what is only said once.</summary>
    private string Here => Navigation.ToAbsoluteUri(Url.Without(DecisionForms.Problem)).PathAndQuery;

    private List<TabLink> Tabs =>
    [
        new("All", Url.With(ApprovalFilters.StatusKey, null), Status is null),
        .. ApprovalFilters.Tabs.Select(tab => new TabLink(tab.Name, Url.With(ApprovalFilters.StatusKey, tab.Key), Status == tab.Key)),
    ];

    /// <summary>The filters beside the tabs, each removable.</summary>
    private IEnumerable<(string Key, string Label, string Name)> Narrowed
    {
        get
        {
            if (Agent is not null)
            {
                yield return (ApprovalFilters.AgentKey, "Agent", State?.Rows.FirstOrDefault(row => row.Agent?.ToString() == Agent)?.AgentName ?? "one");
            }

            if (By is not null)
            {
                yield return (ApprovalFilters.ByKey, "By", State?.Rows.FirstOrDefault(row => row.Approval.ApprovedBy.ToString() == By)?.Approval.ApprovedByName ?? "one");
            }
        }
    }

    protected override async Task<ApprovalsState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var rows = await Gate.ApprovalsAsync(actor.Workspace, ApprovalFilters.Read(Url), Url.Page, cancellationToken);
        return new ApprovalsState(rows.Items, rows.NextCursor);
    }

    protected override ApprovalsState Merge(ApprovalsState shown, ApprovalsState fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Topic is FeedTopic.Approvals or FeedTopic.Deliverables)
            ? RefreshAsync()
            : Task.CompletedTask);

    /// <summary>Also reads the rows shown that the filter does not find any more.</summary>
    private async Task RefreshAsync()
    {
        var before = State?.New;
        await ReloadAsync();
        if (State is { Rows: { Count: > 0 } shown })
        {
            var among = new ApprovalFilter(Among: [.. shown.Select(row => row.Approval.Id)]);
            var latest = await Gate.ApprovalsAsync((await Person.GetAsync()).Workspace, among, new PageRequest(shown.Count, null), Leaving);
            Update(state => state.With(latest.Items));
        }

        if (State is { New: > 0 and var count } && count != before)
        {
            Announcer.Announce($"{count} new");
        }
    }
}
