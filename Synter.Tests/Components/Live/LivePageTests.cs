using System.Threading.Channels;
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
}
