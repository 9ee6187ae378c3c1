using System.Threading.Channels;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Live;

public sealed class FeedLoopTests
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private readonly ManualClock _clock = new();
    private readonly Watch _watch = new();
    private readonly List<int> _applied = [];

    [Fact]
    public async Task Loop_SomethingCame_IsAppliedAtOnce()
    {
        await using var loop = Start();

        _watch.Bring(1);

        await Eventually.TrueAsync(() => Applied is [1], "the first is applied");
    }

    [Fact]
    public async Task Loop_WhileResting_ReadsNothing()
    {
        await using var loop = Start();
        _watch.Bring(1);
        await Eventually.TrueAsync(() => Applied is [1], "the first is applied");

        _watch.Bring(2);
        Assert.Equal([1], Applied);

        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(s_rest);
                return Applied is [1, 2];
            },
            "the rest is over");
    }

    [Fact]
    public async Task Loop_AfterLongWork_RestsLonger()
    {
        await using var loop = Start(work: () => _clock.Advance(s_rest));
        _watch.Bring(1);
        await Eventually.TrueAsync(() => Applied is [1], "the first is applied");
        _watch.Bring(2);
        var seen = ManualClock.Start;

        await Eventually.TrueAsync(
            () =>
            {
                seen = _clock.GetUtcNow();
                if (Applied is [1, 2]) return true;
                _clock.Advance(s_rest / 4);
                return false;
            },
            "the long rest is over");
        Assert.True(seen - ManualClock.Start >= s_rest * 5);
    }

    [Fact]
    public async Task Dispose_EndsTheWatch()
    {
        var loop = Start();

        await loop.DisposeAsync();

        Assert.True(_watch.IsDisposed);
    }

    private int[] Applied
    {
        get
        {
            lock (_applied)
            {
                return [.. _applied];
            }
        }
    }

    private FeedLoop<int> Start(Action? work = null) => new(
        _watch,
        batch =>
        {
            work?.Invoke();
            lock (_applied)
            {
                _applied.AddRange(batch.Items);
            }

            return Task.CompletedTask;
        },
        _clock,
        s_rest);

    private sealed class Watch : IFeedWatch<int>
    {
        private readonly Channel<int> _items = Channel.CreateUnbounded<int>();

        public bool IsDisposed { get; private set; }

        public void Bring(int item) => _items.Writer.TryWrite(item);

        public async ValueTask<FeedBatch<int>> ReadAsync(CancellationToken cancellationToken) =>
            new([await _items.Reader.ReadAsync(cancellationToken)], Resync: false);

        public void Dispose() => IsDisposed = true;
    }
}
