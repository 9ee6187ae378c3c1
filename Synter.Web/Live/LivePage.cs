using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;
using Synter.Web.Components.Text;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Live;

/// <summary>
/// A page with one state, read by one method. What prerendering read is handed to the circuit, so that nothing blinks. Another
/// address of the same page reads anew while the old state stands. Feeds are watched before the state is read again, so that
/// what happens in between is not lost.
/// </summary>
public abstract class LivePage<TState> : ComponentBase, IAsyncDisposable where TState : class
{
    // What a person still takes for «at once», with room for the way to the screen.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(100);

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IAsyncDisposable> _loops = [];
    private PageAddress? _address;
    private Task _reading = Task.CompletedTask;
    private bool _opening;
    private int _reads;

    [Inject]
    public required PersistentComponentState Handover { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ActorAccessor Person { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required ILoggerFactory Logs { get; set; }

    [CascadingParameter]
    public Manner Manner { get; set; } = Manner.Utc;

    /// <summary>Null until the first answer.</summary>
    protected TState? State { get; private set; }

    protected ListProblem? Problem { get; private set; }

    protected bool IsReloading { get; private set; }

    /// <summary>Filters and page as the address has them.</summary>
    protected UrlState Url => UrlState.Parse(Navigation.Uri);

    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Cancelled when the page is left; still good afterwards.</summary>
    protected CancellationToken Leaving { get; }

    protected LivePage() => Leaving = _leaving.Token;

    /// <summary>What the page is about, for the sentence that it could not be read: «Runs».</summary>
    protected abstract string What { get; }

    /// <summary>
    /// Reads everything the page shows; null when there is no such thing in this workspace. No side effects: it is called while
    /// prerendering too.
    /// </summary>
    protected abstract Task<TState?> LoadAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Where the page begins to watch feeds, with <see cref="Follow"/>. Called in the circuit, once for each address and before
    /// the address is read, so it goes by parameters and not by the state.
    /// </summary>
    protected virtual void Subscribe(Actor actor)
    {
    }

    /// <summary>Takes in what <see cref="ReloadAsync"/> read; a page that keeps rows in place merges here.</summary>
    protected virtual TState Merge(TState shown, TState fresh) => fresh;

    /// <summary>
    /// Another address of the page was opened, or the first: what belonged to the old one is to be forgotten, and what the state
    /// could not carry from prerender to circuit, such as a definition, is fetched.
    /// </summary>
    protected virtual ValueTask OnOpenedAsync(TState state) => ValueTask.CompletedTask;

    /// <summary>The page is being left.</summary>
    protected virtual void OnLeaving()
    {
    }

    protected override void OnInitialized() => Handed.Offer(() => State);

    protected override async Task OnParametersSetAsync()
    {
        var address = PageAddress.Of(this, Navigation.Uri);
        if (address == _address)
        {
            return;
        }

        var isFirst = _address is null;
        _address = address;
        if (isFirst && Handed.Take() is { } handed)
        {
            await OpenAsync(handed);
            return;
        }

        if (!isFirst)
        {
            await UnfollowAsync();
            var actor = await Person.GetAsync();
            if (address != _address || Leaving.IsCancellationRequested)
            {
                // The person has gone on meanwhile. Whoever came last opens the page.
                return;
            }

            Subscribe(actor);
        }

        await ReopenAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
        {
            return;
        }

        Subscribe(await Person.GetAsync());
        if (_loops.Count > 0)
        {
            var shown = State;
            await ReloadAsync();
            if (Problem is null && State is not null && Handed.IsSameAs(State))
            {
                // Nothing happened while the circuit began, as a rule. To render again would double what the circuit holds:
                // what was drawn holds on to what it was drawn from.
                State = shown;
            }
            else
            {
                StateHasChanged();
            }
        }

        Handed.Forget();
    }

    /// <summary>Reads again without dimming anything, and merges.</summary>
    protected Task ReloadAsync() => ReadAsync();

    /// <summary>Reads again as if the page were opened anew: for «Try again» and «Show new».</summary>
    protected Task ReopenAsync()
    {
        (IsReloading, _opening) = (true, true);
        return ReadAsync();
    }

    /// <summary>Puts what a feed told into what is shown.</summary>
    protected void Update(Func<TState, TState> change) => State = State is null ? null : change(State);

    /// <summary>Calls back in the page with what a feed brings, at most ten times a second, until the page is left.</summary>
    protected void Follow<T>(IFeedWatch<T> watch, Func<FeedBatch<T>, Task> onBatch) => Follow(watch, async batch =>
    {
        await onBatch(batch);
        return false;
    });

    /// <param name="onBatch">Answers whether it has shown the news itself, in a part of the page: then the page is not rendered.</param>
    protected void Follow<T>(IFeedWatch<T> watch, Func<FeedBatch<T>, Task<bool>> onBatch) => _loops.Add(new FeedLoop<T>(
        watch, batch => InvokeAsync(() => TakeAsync(batch, onBatch)), Clock, s_rest));

    private async Task TakeAsync<T>(FeedBatch<T> batch, Func<FeedBatch<T>, Task<bool>> onBatch)
    {
        // What comes while the page is being opened may be newer than the answer: it is put into the answer, or it would be lost.
        while ((_opening || State is null) && !_reading.IsCompleted)
        {
            await _reading;
        }

        try
        {
            if (await onBatch(batch))
            {
                return;
            }
        }
        catch (Exception e) when (!Leaving.IsCancellationRequested)
        {
            Fail(e);
        }

        StateHasChanged();
    }

    private HandedState<TState> Handed => field ??= new HandedState<TState>(Handover, GetType().FullName!);

    private async ValueTask OpenAsync(TState fresh)
    {
        await OnOpenedAsync(fresh);
        _opening = false;
        State = fresh;
    }

    private Task ReadAsync() => _reading = ReadNowAsync();

    private async Task ReadNowAsync()
    {
        var read = ++_reads;
        try
        {
            var fresh = await LoadAsync(await Person.GetAsync(), Leaving);
            // A newer question was asked meanwhile, for another address perhaps: its answer counts.
            if (read != _reads)
            {
                return;
            }

            Problem = null;
            if (fresh is null)
            {
                Navigation.NotFound();
                return;
            }

            // Also when it was asked for by a feed, right after the person went to another address.
            if (_opening || State is null)
            {
                await OpenAsync(fresh);
            }
            else
            {
                State = Merge(State, fresh);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e) when (e is not NavigationException)
        {
            if (read == _reads)
            {
                Fail(e);
            }
        }
        finally
        {
            if (read == _reads)
            {
                IsReloading = false;
            }
        }
    }

    private void Fail(Exception e)
    {
        Problem = ListProblem.Unread(What);
        LogMessages.PageNotRead(Logs.CreateLogger(GetType()), What, Problem.Correlation!.Value.Value, e);
    }

    public async ValueTask DisposeAsync()
    {
        OnLeaving();
        Handed.Dispose();
        await _leaving.CancelAsync();
        await UnfollowAsync();
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task UnfollowAsync()
    {
        var loops = _loops.ToList();
        _loops.Clear();
        foreach (var loop in loops)
        {
            await loop.DisposeAsync();
        }
    }
}
