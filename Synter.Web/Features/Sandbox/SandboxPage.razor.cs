using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Web.Components.Lists;
using Synter.Web.Components.Shared;
using Synter.Web.Live;

namespace Synter.Web.Features.Sandbox;

/// <summary>What simulated providers received, and how they answer.</summary>
public partial class SandboxPage
{
    private const string ProviderKey = "provider";
    private const string ShowKey = "show";
    private const string PostKey = "post";
    private const string RequestsTab = "requests";

    private Dialog _reset = null!;

    [Inject]
    public required UseSandbox Sandbox { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [SupplyParameterFromQuery(Name = ProviderKey)]
    public string? Provider { get; set; }

    [SupplyParameterFromQuery(Name = ShowKey)]
    public string? Show { get; set; }

    [SupplyParameterFromQuery(Name = PostKey)]
    public string? Post { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "The sandbox";

    private bool ShowsRequests => Show == RequestsTab;

    private List<TabLink> Tabs =>
    [
        new("Posts", Url.With(ShowKey, null), !ShowsRequests, Count(c => c.Posts)),
        new("Requests", Url.With(ShowKey, RequestsTab), ShowsRequests, Count(c => c.Requests)),
    ];

    protected override async Task<SandboxView?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!(await Sandbox.OverviewAsync(actor, cancellationToken)).TryGet(out var overview, out _))
        {
            return null;
        }

        var chosen = Post is not null && Provider is not null ? (await Sandbox.PostAsync(actor, Provider, Post, cancellationToken)).Value : null;
        if (ShowsRequests)
        {
            var requests = (await Sandbox.RequestsAsync(actor, Provider, since: null, newestFirst: true, Url.Page, cancellationToken)).Value;
            return new SandboxView(overview, [], requests.Items, requests.NextCursor, chosen);
        }

        var posts = (await Sandbox.PostsAsync(actor, Provider, Url.Page, cancellationToken)).Value;
        return new SandboxView(overview, posts.Items, [], posts.NextCursor, chosen);
    }

    protected override SandboxView Merge(SandboxView shown, SandboxView fresh) => shown.Merge(fresh, countsNew: Url.Cursor is null);

    /// <summary>The sandbox itself tells nobody; what is sent to it belongs to an effect, and effects are told.</summary>
    protected override void Subscribe(Actor actor) => Follow(
        Feed.Watch(actor.Workspace),
        batch => batch.Resync || batch.Items.Any(change => change.Topic == FeedTopic.Effects) ? ReloadAsync() : Task.CompletedTask);

    private async Task PutFaultAsync(SandboxFault fault)
    {
        var put = await Sandbox.PutFaultAsync(await Person.GetAsync(), fault, Leaving);
        Toasts.Show(put.TryGet(out var value, out var refusal)
            ? $"{SandboxWords.Provider(value.Provider)}. {SandboxWords.Fault(value)}."
            : refusal.Message);
        await ReloadAsync();
    }

    private async Task ResetAsync()
    {
        var reset = await Sandbox.ResetAsync(await Person.GetAsync(), Leaving);
        await _reset.CloseAsync();
        Toasts.Show(reset.TryGet(out _, out var refusal) ? "The sandbox is empty." : refusal.Message);
        await ReopenAsync();
    }

    private long? Count(Func<SandboxCount, long> count) =>
        State?.Overview.Counts.Where(c => Provider is null || c.Provider == Provider).Sum(count);
}
