using System.Threading.Channels;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Live;

public sealed class LivePageTests
{
    [Fact]
    public async Task NewsDuringTheFirstRead_IsPutIntoWhatWasRead()
    {
        await using var rendering = new Rendering(configure: services => services.AddPage());
        await using var circuit = rendering.Circuit();
        var page = await circuit.AddAsync<Counter>();
        await Eventually.TrueAsync(() => page.Reads.Count == 2, "the page is read again once it watches");

        // The second answer was formed before the news, and arrives after it.
        page.Feed.Writer.TryWrite(7);
        await Eventually.TrueAsync(() => page.Feed.Reader.Count == 0, "the news is taken from the feed");
        page.Reads[0].SetResult(new Count(1));
        page.Reads[1].SetResult(new Count(1));

        await Eventually.TrueAsync(() => page.Shown is 7, "the news is shown");
    }

    [Fact]
    public async Task NewsThatAPartHasShown_RendersNoPage()
    {
        await using var rendering = new Rendering(configure: services => services.AddPage());
        await using var circuit = rendering.Circuit();
        var page = await circuit.AddAsync<Parted>();
        await page.Feed.Writer.WriteAsync(Parted.InAPart);
        await page.Feed.Writer.WriteAsync(Parted.InAPart);
        await page.Feed.Writer.WriteAsync(3);

        await Eventually.TrueAsync(
            () =>
            {
                rendering.Clock.Advance(TimeSpan.FromSeconds(1));
                return page.Shown == 3;
            },
            "the page shows what no part has");
        var before = page.RendersAtNews;
        Assert.Equal(3, before.Count);
        Assert.Equal(before[0], before[2]);
    }

    /// <summary>The frame around a page renders it on news of its own: with the old route, though the browser is at the next address.</summary>
    [Fact]
    public async Task FrameThatIsQuickerThanTheRouter_LeavesNoPageBehind()
    {
        var browser = new Browser("/counts/1");
        await using var rendering = new Rendering(configure: services => services.AddPage().AddSingleton<NavigationManager>(browser));
        await using var circuit = rendering.Circuit();
        var page = await circuit.AddAsync<Routed>();
        Task RouteAsync(int index) => circuit.Dispatcher.InvokeAsync(
            () => page.SetParametersAsync(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(Routed.Index)] = index })));
        await RouteAsync(1);
        await Eventually.TrueAsync(() => page.Shown == 1, "the first is shown");

        browser.Go("/counts/2");
        await Task.WhenAll(RouteAsync(1), RouteAsync(2));

        Assert.Equal(2, page.Shown);
        Assert.Equal(1, page.Followed);
    }

    private sealed record Count(int Value);

    private sealed class Browser : NavigationManager
    {
        public Browser(string address) => Initialize("http://localhost/", "http://localhost" + address);

        public void Go(string address) => Uri = "http://localhost" + address;
    }

    private sealed class Routed : LivePage<Count>, IFeedWatch<int>
    {
        private readonly Channel<int> _silent = Channel.CreateUnbounded<int>();
        private int _made;
        private int _left;

        [Parameter]
        public int Index { get; set; }

        public int? Shown { get; private set; }

        /// <summary>How many feeds it listens to.</summary>
        public int Followed => _made - _left;

        protected override string What => "The count";

        protected override async Task<Count?> LoadAsync(Actor actor, CancellationToken cancellationToken)
        {
            var index = Index;
            await Task.Yield();
            return new Count(index);
        }

        protected override void Subscribe(Actor actor)
        {
            _made++;
            Follow(this, _ => Task.CompletedTask);
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder) => Shown = State?.Value;

        // No news come.
        public async ValueTask<FeedBatch<int>> ReadAsync(CancellationToken cancellationToken) =>
            new([await _silent.Reader.ReadAsync(cancellationToken)], Resync: false);

        void IDisposable.Dispose() => Interlocked.Increment(ref _left);
    }

    private sealed class Counter : LivePage<Count>, IFeedWatch<int>
    {
        public Channel<int> Feed { get; } = Channel.CreateUnbounded<int>();

        public List<TaskCompletionSource<Count>> Reads { get; } = [];

        public int? Shown => State?.Value;

        protected override string What => "The count";

        protected override async Task<Count?> LoadAsync(Actor actor, CancellationToken cancellationToken)
        {
            var read = new TaskCompletionSource<Count>();
            Reads.Add(read);
            return await read.Task;
        }

        protected override void Subscribe(Actor actor) => Follow(this, batch =>
        {
            Update(_ => new Count(batch.Items[^1]));
            return Task.CompletedTask;
        });

        public async ValueTask<FeedBatch<int>> ReadAsync(CancellationToken cancellationToken) =>
            new([await Feed.Reader.ReadAsync(cancellationToken)], Resync: false);

        void IDisposable.Dispose()
        {
        }
    }

    private sealed class Parted : LivePage<Count>, IFeedWatch<int>
    {
        public const int InAPart = 0;

        private int _renders;

        public Channel<int> Feed { get; } = Channel.CreateUnbounded<int>();

        public List<int> RendersAtNews { get; } = [];

        public int? Shown { get; private set; }

        protected override string What => "The parts";

        protected override Task<Count?> LoadAsync(Actor actor, CancellationToken cancellationToken) => Task.FromResult<Count?>(new Count(InAPart));

        protected override void Subscribe(Actor actor) => Follow(this, batch =>
        {
            RendersAtNews.Add(_renders);
            Update(_ => new Count(batch.Items[^1]));
            return Task.FromResult(batch.Items[^1] == InAPart);
        });

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            _renders++;
            Shown = State?.Value;
        }

        public async ValueTask<FeedBatch<int>> ReadAsync(CancellationToken cancellationToken) =>
            new([await Feed.Reader.ReadAsync(cancellationToken)], Resync: false);

        void IDisposable.Dispose()
        {
        }
    }
}
