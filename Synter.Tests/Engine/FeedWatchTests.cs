using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Engine;

public sealed class FeedWatchTests
{
    private readonly WorkspaceId _workspace = RunDesk.NewActor().Workspace;
    private readonly WatchRegistry<string, (string Key, int Value)> _watches = new(item => item.Key);

    [Fact]
    public async Task Read_AfterMuch_HasTheNewestOfEachThingOnce()
    {
        using var watch = _watches.Add(_workspace, _ => true);
        for (var i = 0; i < 1_000; i++)
        {
            _watches.Publish(_workspace, ("a", i));
        }

        _watches.Publish(_workspace, ("b", 7));
        var batch = await watch.ReadAsync(default);

        Assert.Equal([("a", 999), ("b", 7)], batch.Items);
        Assert.False(batch.Resync);
    }

    [Fact]
    public async Task Read_BeforeAnything_WaitsForIt()
    {
        using var watch = _watches.Add(_workspace, _ => true);
        var reading = watch.ReadAsync(default).AsTask();
        Assert.False(reading.IsCompleted);

        _watches.Publish(_workspace, ("a", 1));

        Assert.Equal([("a", 1)], (await reading).Items);
    }

    [Fact]
    public async Task Reader_ThatFallsFarBehind_IsToldToReadItsSnapshotAgain_AndHoldsNobodyUp()
    {
        using var watch = _watches.Add(_workspace, _ => true);
        for (var i = 0; i < 100_000; i++)
        {
            _watches.Publish(_workspace, ($"{i}", i));
        }

        var batch = await watch.ReadAsync(default);

        Assert.True(batch.Resync);
        Assert.InRange(batch.Items.Count, 0, 500);
    }

    [Fact]
    public async Task Read_ThatIsCancelled_LosesNothing()
    {
        using var watch = _watches.Add(_workspace, _ => true);
        using var cancel = new CancellationTokenSource();
        var reading = watch.ReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        _watches.Publish(_workspace, ("a", 1));

        Assert.Equal([("a", 1)], (await watch.ReadAsync(default)).Items);
    }

    [Fact]
    public void Watch_ThatIsDisposed_IsForgotten()
    {
        var watch = _watches.Add(_workspace, _ => true);
        var other = _watches.Add(_workspace, _ => true);

        watch.Dispose();
        Assert.Same(other, Assert.Single(_watches.Of(_workspace)));
        other.Dispose();
        Assert.Empty(_watches.Of(_workspace));
    }

    [Fact]
    public async Task Publish_FromManyThreads_WhileOthersComeAndGo_KeepsTheLastWord()
    {
        using var watch = _watches.Add(_workspace, item => item.Key == "mine");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 1_000; i++)
            {
                using var passing = _watches.Add(_workspace, _ => true);
                _watches.Publish(_workspace, ($"{thread}", i));
            }
        })));

        _watches.Publish(_workspace, ("mine", 1));

        Assert.Equal([("mine", 1)], (await watch.ReadAsync(default)).Items);
    }
}
