using System.Threading.Channels;
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

    private sealed record Count(int Value);

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
