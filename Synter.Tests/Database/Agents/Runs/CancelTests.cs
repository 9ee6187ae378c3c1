using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

public sealed class CancelTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Queued_IsCancelledAtOnce()
    {
        await using var node = EngineNode.Create(postgres.Database, new EngineWorld());
        var desk = new RunDesk(node);
        var id = await desk.StartAsync();

        Assert.Equal(CancelOutcome.Cancelled, (await desk.CancelAsync(id)).Value);
        var run = await desk.RunAsync(id);

        Assert.Equal((RunStatus.Cancelled, (bool?)null), (run.Row.Status, run.Ok));
        Assert.NotNull(run.Row.FinishedAt);
        Assert.Equal(["1 Info Cancelled while it waited."], await desk.LogAsync(id));
        Assert.Equal(0, await desk.CountAsync("run_queue"));
        Assert.Equal("wrong_state", (await desk.CancelAsync(id)).Refusal!.Code);
    }

    [Fact]
    public async Task Retrying_IsCancelledAtOnce_AndSettled()
    {
        var world = new EngineWorld().Skill("flaky", (_, _) => throw new ProviderException(FailureClass.Transient, "busy", "Busy."));
        var settled = new Recording();
        world.Settlements.Add(settled);
        await using var node = await EngineNode.StartAsync(postgres.Database, world);
        var desk = new RunDesk(node);
        var id = await desk.StartAsync("flaky");
        await desk.UntilAsync(id, RunStatus.Retrying);

        Assert.Equal(CancelOutcome.Cancelled, (await desk.CancelAsync(id)).Value);

        Assert.Equal((RunStatus.Cancelled, null), ((await desk.RunAsync(id)).Row.Status, (await desk.RunAsync(id)).Row.Error));
        Assert.Equal([(id, RunStatus.Cancelled)], settled.Runs);
    }

    [Fact]
    public async Task Running_IsStoppedByItsToken()
    {
        await using var node = await EngineNode.StartAsync(postgres.Database, Waiting());
        var desk = new RunDesk(node);
        var id = await desk.StartAsync("wait");
        await desk.UntilAsync(id, RunStatus.Running);

        Assert.Equal(CancelOutcome.Asked, (await desk.CancelAsync(id)).Value);
        var run = await desk.UntilAsync(id, RunStatus.Cancelled);

        Assert.Null(run.Row.Error);
        Assert.Equal(["1 Info Waiting", "2 Info Cancelled."], await desk.LogAsync(id));
    }

    [Fact]
    public async Task Running_OnAnotherNode_IsStoppedThere()
    {
        // Leases are renewed only after the test's patience: it is the message that stops it.
        await using var runner = await EngineNode.StartAsync(postgres.Database, Waiting(), options => options.Lease = TimeSpan.FromMinutes(10));
        await using var other = await EngineNode.StartAsync(postgres.Database, Waiting(), options => options.Slots = 0);
        var desk = new RunDesk(other);
        var id = await desk.StartAsync("wait");
        await desk.UntilAsync(id, RunStatus.Running);

        Assert.Equal(CancelOutcome.Asked, (await desk.CancelAsync(id)).Value);

        await desk.UntilAsync(id, RunStatus.Cancelled);
    }

    [Fact]
    public async Task Running_AndTheWordIsLostAsTheLineIsCut_IsStoppedOnceItStandsAgain()
    {
        await using var runner = await EngineNode.StartAsync(postgres.Database, Waiting(), options => options.Lease = TimeSpan.FromMinutes(10));
        await using var other = EngineNode.Create(postgres.Database, Waiting());
        var desk = new RunDesk(other);
        var id = await desk.StartAsync("wait");
        await desk.UntilAsync(id, RunStatus.Running);
        await Listeners.UntilAsync(postgres.ConnectionString, 1);

        await Listeners.CutAsync(postgres.ConnectionString);
        Assert.Equal(CancelOutcome.Asked, (await desk.CancelAsync(id)).Value);

        await desk.UntilAsync(id, RunStatus.Cancelled);
    }

    [Fact]
    public async Task Running_ThatDoesNotHeed_IsCancelledWithoutIt()
    {
        var end = new TaskCompletionSource();
        var world = new EngineWorld().Skill("deaf", async (context, _) =>
        {
            await end.Task;
            context.Log(LogLevel.Info, "Too late to be heard");
            return RunOutcome.Nothing;
        });
        await using var node = await EngineNode.StartAsync(postgres.Database, world, options => options.StopGrace = TimeSpan.FromMilliseconds(1));
        var desk = new RunDesk(node);
        var id = await desk.StartAsync("deaf");
        await desk.UntilAsync(id, RunStatus.Running);

        await desk.CancelAsync(id);
        await desk.UntilAsync(id, RunStatus.Cancelled);
        end.SetResult();

        Assert.Equal(["1 Info Cancelled."], await desk.LogAsync(id));
    }

    [Fact]
    public async Task CancelBeforeTheCommit_Holds_AndNothingIsStored()
    {
        var world = new EngineWorld();
        world.Write = (_, _) => throw new InvalidOperationException("never called");
        await using var node = EngineNode.Create(postgres.Database, world);
        var desk = new RunDesk(node);
        var id = await desk.StartAsync();
        var claimed = Assert.Single((await node.Get<RunClaims>().ClaimAsync(10, default)).Runs, run => run.Id == id);

        Assert.Equal(CancelOutcome.Asked, (await desk.CancelAsync(id)).Value);
        // The code has come to its end in the same moment.
        var end = await node.Get<RunEnds>().EndAsync(new RunEnd(
            claimed, RunStatus.Succeeded, new RunOutcome(new Dictionary<string, decimal>(), Watermark: "moved"), null, RunProgress.None, [], 0,
            [new RunOutput("a", new DraftDeliverable("report", "t", "b", []))], false, TimeProvider.System.Now()));

        Assert.Equal(RunStatus.Cancelled, end.Status);
        Assert.Equal((null, null), ((await desk.RunAsync(id)).Watermark, (await desk.RunAsync(id)).Ok));
        Assert.Equal(0, await desk.CountAsync("watermarks"));
    }

    [Fact]
    public async Task Cancelled_WhenItsNodeIsDead_EndsWithTheReaper()
    {
        var clock = new ShiftedClock();
        await using var node = EngineNode.Create(postgres.Database, new EngineWorld(), clock: clock);
        var desk = new RunDesk(node);
        var id = await desk.StartAsync();
        await node.Get<RunClaims>().ClaimAsync(10, default);
        await desk.CancelAsync(id);

        clock.Shift(TimeSpan.FromMinutes(1));
        await node.Get<ReapRuns>().ExecuteAsync(default);

        Assert.Equal(RunStatus.Cancelled, (await desk.RunAsync(id)).Row.Status);
    }

    [Fact]
    public async Task AnotherWorkspacesRun_IsNotThere()
    {
        await using var node = EngineNode.Create(postgres.Database, new EngineWorld());
        var id = await new RunDesk(node).StartAsync();

        Assert.Equal("not_found", (await new RunDesk(node).CancelAsync(id)).Refusal!.Code);
        Assert.Equal("forbidden", (await new RunDesk(node, RunDesk.NewActor(Role.Viewer)).CancelAsync(id)).Refusal!.Code);
    }

    [Fact]
    public async Task NodeThatStops_HandsItsRunsBack_WithoutCostingAnAttempt()
    {
        var first = await EngineNode.StartAsync(postgres.Database, Waiting());
        var desk = new RunDesk(first);
        var id = await desk.StartAsync("wait");
        await desk.UntilAsync(id, RunStatus.Running);

        await first.StopAsync();
        var handedBack = await desk.RunAsync(id);
        await using var second = await EngineNode.StartAsync(
            postgres.Database, new EngineWorld().Skill("wait", (context, _) => Task.FromResult(RunOutcome.Nothing)));
        var ended = await new RunDesk(second, desk.Actor).UntilAsync(id, RunStatus.Succeeded);

        Assert.Equal((RunStatus.Queued, 0), (handedBack.Row.Status, handedBack.Row.Attempt));
        Assert.Equal(1, ended.Row.Attempt);
        Assert.Contains("2 Info Handed back: this node of Synter is stopping. Another one goes on.", await new RunDesk(second, desk.Actor).LogAsync(id));
        await first.DisposeAsync();
    }

    private static EngineWorld Waiting() => new EngineWorld().Skill("wait", async (context, cancellationToken) =>
    {
        context.Log(LogLevel.Info, "Waiting");
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return RunOutcome.Nothing;
    });

    private sealed class Recording : IRunSettlement
    {
        public List<(RunId, RunStatus)> Runs { get; } = [];

        public Task SettleAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
        {
            Runs.AddRange(runs.Select(r => (r.Run, r.Status)));
            return Task.CompletedTask;
        }
    }
}
