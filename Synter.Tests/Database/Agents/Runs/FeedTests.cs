using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

/// <summary>Two nodes on one database, each with a pool of its own, as two processes would be.</summary>
public sealed class FeedTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _opened.Reverse();
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }
    }

    [Fact]
    public async Task Run_IsSeenMoving_OnTheNodeThatRunsItAndOnAnother()
    {
        var (step, steps) = (new SemaphoreSlim(0), new EngineWorld());
        steps.Skill("steps", async (context, cancellationToken) =>
        {
            context.Report(1, 4, "Reading");
            await step.WaitAsync(cancellationToken);
            context.Log(LogLevel.Info, "Half of it");
            context.Report(2, 4, "Writing");
            await step.WaitAsync(cancellationToken);
            return RunOutcome.Nothing;
        });
        var runner = await NodeAsync(steps);
        var other = await NodeAsync(steps, slots: 0);
        var desk = new RunDesk(runner);
        var start = EngineWorld.Start(desk.Workspace, "steps");
        using var here = runner.Feed.Watch(desk.Workspace, start.Id);
        using var there = other.Feed.Watch(desk.Workspace, start.Id);
        using var strangers = other.Feed.Watch(RunDesk.NewActor().Workspace);

        await runner.Store.EnqueueAsync(start, default);
        foreach (var watch in new[] { here, there })
        {
            await UntilAsync(watch, pulse => pulse is { Status: RunStatus.Running, Progress: { Done: 1, Total: 4, Step: "Reading" } });
        }

        step.Release();
        foreach (var watch in new[] { here, there })
        {
            await UntilAsync(watch, pulse => pulse is { Progress.Step: "Writing", LogSeq: 1 });
        }

        step.Release();
        foreach (var watch in new[] { here, there })
        {
            await UntilAsync(watch, pulse => pulse.Status == RunStatus.Succeeded);
        }

        using var soon = new CancellationTokenSource();
        var unread = strangers.ReadAsync(soon.Token).AsTask();
        Assert.False(unread.IsCompleted);
        await soon.CancelAsync();
    }

    [Fact]
    public async Task RunQueuedOnANodeWithoutWorkers_IsTakenByAnotherAtOnce()
    {
        // Nobody polls within the test's patience: only the message can wake.
        var worker = await NodeAsync(new EngineWorld(), poll: TimeSpan.FromMinutes(1));
        var other = await NodeAsync(new EngineWorld(), slots: 0);
        var desk = new RunDesk(other);

        await desk.UntilAsync(await desk.StartAsync(), RunStatus.Succeeded);
        Assert.NotSame(worker, other);
    }

    [Fact]
    public async Task WorkspaceFeed_ReachesEveryNode_AndItsWorkspaceOnly()
    {
        var one = await NodeAsync(new EngineWorld(), slots: 0);
        var two = await NodeAsync(new EngineWorld(), slots: 0);
        var workspace = RunDesk.NewActor().Workspace;
        using var here = one.Get<IWorkspaceFeed>().Watch(workspace);
        using var there = two.Get<IWorkspaceFeed>().Watch(workspace);
        using var stranger = two.Get<IWorkspaceFeed>().Watch(RunDesk.NewActor().Workspace);

        one.Get<IWorkspaceFeed>().Publish(workspace, FeedTopic.Deliverables, "dlv_1");
        one.Get<IWorkspaceFeed>().Publish(workspace, FeedTopic.Workspace);

        FeedChange[] expected = [new(FeedTopic.Deliverables, "dlv_1"), new(FeedTopic.Workspace, null)];
        Assert.Equal(expected, await CollectAsync(here, 2));
        Assert.Equal(expected, await CollectAsync(there, 2));
        two.Get<IWorkspaceFeed>().Publish(workspace, FeedTopic.Goals, "gol_1");
        Assert.Equal([new(FeedTopic.Goals, "gol_1")], await CollectAsync(here, 1));
        using var now = new CancellationTokenSource();
        var nothing = stranger.ReadAsync(now.Token).AsTask();
        Assert.False(nothing.IsCompleted);
        await now.CancelAsync();
    }

    [Fact]
    public async Task Listener_ThatIsCutOff_ConnectsAgainAndTellsEveryoneToReadAgain()
    {
        var one = await NodeAsync(new EngineWorld(), slots: 0);
        var two = await NodeAsync(new EngineWorld(), slots: 0);
        var workspace = RunDesk.NewActor().Workspace;
        using var runs = two.Feed.Watch(workspace);
        using var changes = two.Get<IWorkspaceFeed>().Watch(workspace);

        await Listeners.CutAsync(postgres.ConnectionString);
        // Lost: nobody listens at this moment, or the one who does will resync anyway.
        one.Get<IWorkspaceFeed>().Publish(workspace, FeedTopic.Effects, "eff_lost");

        await UntilResyncAsync(runs);
        await UntilResyncAsync(changes);
        one.Get<IWorkspaceFeed>().Publish(workspace, FeedTopic.Effects, "eff_heard");
        await UntilAsync(changes, change => change.Id == "eff_heard");
    }

    [Fact]
    public async Task ManyRunsAtOnce_AreToldAsOneResync()
    {
        var runner = await NodeAsync(new EngineWorld());
        var other = await NodeAsync(new EngineWorld(), slots: 0);
        var desk = new RunDesk(runner);
        using var watch = other.Feed.Watch(desk.Workspace);

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(_ => desk.StartAsync()));

        await UntilResyncAsync(watch);
        await Eventually.TrueAsync(async () => await desk.CountAsync("run_queue") == 0, "all have ended");
    }

    private async Task<EngineNode> NodeAsync(EngineWorld world, int slots = 16, TimeSpan? poll = null)
    {
        var source = DatabaseSetup.Source(postgres.ConnectionString);
        _opened.Add(source);
        var node = await EngineNode.StartAsync(new SynterDatabase(source), world, options =>
        {
            options.Slots = slots;
            options.Poll = poll ?? options.Poll;
        });
        _opened.Add(node);
        await Listeners.UntilAsync(postgres.ConnectionString, _opened.OfType<EngineNode>().Count());
        return node;
    }

    private static async Task UntilAsync<T>(IFeedWatch<T> watch, Func<T, bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await watch.ReadAsync(patience.Token)).Items.Any(condition))
        {
            // Earlier states of it.
        }
    }

    private static async Task UntilResyncAsync<T>(IFeedWatch<T> watch)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await watch.ReadAsync(patience.Token)).Resync)
        {
            // Something else moved.
        }
    }

    private static async Task<IReadOnlyList<FeedChange>> CollectAsync(IFeedWatch<FeedChange> watch, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var found = new List<FeedChange>();
        while (found.Count < count)
        {
            found.AddRange((await watch.ReadAsync(patience.Token)).Items);
        }

        return found;
    }
}
