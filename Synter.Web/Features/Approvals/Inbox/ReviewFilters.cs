using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Web.Live;

namespace Synter.Web.Features.Approvals.Inbox;

/// <summary>A saved view of the queue.</summary>
/// <param name="Key">As it stands in the address; null for the first view.</param>
public sealed record ReviewView(string? Key, string Name, IReadOnlyList<DeliverableState> States, string Empty);

/// <summary>What the address says about the queue, and the other way round.</summary>
public static class ReviewFilters
{
    /// <summary>The list's word for saved views, and the page that shows it.</summary>
    public const string List = "review";
    public const string Path = "/review";

    public const string ViewKey = "view";
    public const string ProviderKey = "provider";
    public const string AgentKey = "agent";
    public const string GroupKey = "group";
    public const string AssignedKey = "assigned";
    public const string AssignedToMe = "me";
    public const string SearchKey = "search";
    public const string SortKey = "sort";
    public const string NewestFirst = "newest";

    /// <summary>What narrows a view.</summary>
    public static readonly string[] Narrowing = [ProviderKey, AssignedKey, AgentKey, GroupKey, SearchKey];

    public static readonly IReadOnlyList<ReviewView> Views =
    [
        new(null, "Waiting", [DeliverableState.PendingReview], "Nothing waits for you. What agents propose comes here before anything is sent."),
        new("going-out", "Going out", [DeliverableState.Approved, DeliverableState.Scheduled, DeliverableState.Executing],
            "Nothing is on its way out. What you approve is sent from here."),
        new("check", "To check", [DeliverableState.Unknown, DeliverableState.Failed, DeliverableState.PartlyExecuted],
            "Nothing went wrong. What could not be sent, or may have been, comes here."),
        new("done", "Done", [DeliverableState.Executed, DeliverableState.Acknowledged, DeliverableState.Rejected, DeliverableState.Withdrawn, DeliverableState.Superseded],
            "Nothing is decided yet."),
        new("all", "All", [], "Nothing has been proposed yet. An agent proposes when a goal of its runs."),
    ];

    public static ReviewView ViewOf(UrlState url) => Views.FirstOrDefault(view => view.Key == url[ViewKey]) ?? Views[0];

    /// <param name="me">Who reads it: a view that is shared shows each person what is theirs.</param>
    public static DeliverableFilter Read(UrlState url, UserId me) => new(
        States: ViewOf(url).States is { Count: > 0 } states ? states : null,
        Agent: StrongId.TryParse<HiredAgentId>(url[AgentKey], out var agent) ? agent : null,
        Provider: url[ProviderKey],
        Group: url[GroupKey],
        Text: url[SearchKey],
        AssignedTo: url[AssignedKey] == AssignedToMe ? me : null);

    /// <summary>What narrows or orders the queue, to be saved under a name; null for a view as it comes.</summary>
    public static string? Query(UrlState url)
    {
        string[] said = [ViewKey, .. Narrowing, SortKey];
        var query = QueryString.Create(said.Where(key => url[key] is not null).Select(key => KeyValuePair.Create(key, url[key])));
        return url.Has([.. Narrowing, SortKey]) ? query.Value : null;
    }

    /// <summary>What has waited longest is decided first, unless asked otherwise.</summary>
    public static DeliverableOrder Order(UrlState url) => (ViewOf(url).Key, url[SortKey]) switch
    {
        (null, not NewestFirst) => DeliverableOrder.OldestFirst,
        _ => DeliverableOrder.NewestFirst,
    };
}
