using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Kernel;
using Synter.Web.Features.Accounts;
using Synter.Web.Live;

namespace Synter.Web.Components.Layout;

public sealed partial class ShellStateProvider : IAsyncDisposable
{
    private const string Key = "shell";

    /// <summary>Counts in the navigation need not be quicker.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private PersistingComponentStateSubscription _persisting;
    private FeedLoop<FeedChange>? _loop;
    private ShellState? _shell;
    private bool _isRead;

    [Inject]
    public required IShellSource Source { get; set; }

    [Inject]
    public required PersistentComponentState Handover { get; set; }

    [Inject]
    public required IWorkspaceFeed Feed { get; set; }

    [Inject]
    public required ActorAccessor Actors { get; set; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<ShellState> ChildContent { get; set; }

    /// <summary>For when nobody is signed in.</summary>
    [Parameter]
    public RenderFragment? Otherwise { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _persisting = Handover.RegisterOnPersisting(() =>
        {
            Handover.PersistAsJson(Key, _shell);
            return Task.CompletedTask;
        });
        _shell = Handover.TryTakeFromJson<ShellState>(Key, out var handed) ? handed : await Source.LoadAsync(CancellationToken.None);
        _isRead = true;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && _shell is not null)
        {
            Authentication.AuthenticationStateChanged += OnRightsChanged;
            _loop = new FeedLoop<FeedChange>(Feed.Watch((await Actors.GetAsync()).Workspace), ApplyAsync, Clock, s_rest);
            // What changed between prerender and this moment was told to nobody.
            await ReloadAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _persisting.Dispose();
        Authentication.AuthenticationStateChanged -= OnRightsChanged;
        if (_loop is not null)
        {
            await _loop.DisposeAsync();
        }
    }

    private Task ApplyAsync(FeedBatch<FeedChange> batch) =>
        batch.Resync || batch.Items.Any(change => Concerns(change.Topic)) ? InvokeAsync(ReloadAsync) : Task.CompletedTask;

    private static bool Concerns(FeedTopic topic) =>
        topic is FeedTopic.Runs or FeedTopic.Deliverables or FeedTopic.Approvals or FeedTopic.Workspace;

    // Another role offers other things, on the open page too. Whoever is nobody any more is led away by the page itself.
    private void OnRightsChanged(Task<AuthenticationState> change) => InvokeAsync(async () =>
    {
        if ((await change).User.Identity is { IsAuthenticated: true }) await ReloadAsync();
    });

    private async Task ReloadAsync()
    {
        var fresh = await Source.LoadAsync(CancellationToken.None);
        if (fresh != _shell)
        {
            _shell = fresh;
            StateHasChanged();
        }
    }
}
