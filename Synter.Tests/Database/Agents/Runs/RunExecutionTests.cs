using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

public sealed class RunExecutionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DraftDeliverable Draft = new("report", "Week 47", "All is well.", []);

    [Fact]
    public async Task Run_ThatSucceeds_KeepsItsResultAndLeavesTheQueue()
    {
        await using var node = await StartAsync(new EngineWorld().Skill("report", (context, _) =>
        {
            context.Log(LogLevel.Info, "Reading two rows");
            context.Report(2, 4, "Reading");
            context.Log(LogLevel.Warn, "One is odd");
            return Task.FromResult(new RunOutcome(new Dictionary<string, decimal> { ["rows"] = 2, ["spend"] = 1.25m }, 2, ["One was odd."]));
        }));
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("report"), RunStatus.Succeeded);

        Assert.Equal((true, 2L, 1.25m), (run.Ok, run.RecordsWritten, run.Metrics["spend"]));
        Assert.Equal(["One was odd."], run.Notes);
        Assert.Equal((1, 100), (run.Row.Attempt, run.Row.Progress.Percent(run.Row.Status)));
        Assert.Equal(new RunProgress(2, 4, "Reading"), run.Row.Progress);
        Assert.Equal(["1 Info Reading two rows", "2 Warn One is odd"], await desk.LogAsync(run.Row.Id));
        Assert.True(run.Row.QueuedAt <= run.Row.StartedAt && run.Row.StartedAt <= run.Row.FinishedAt);
        Assert.Equal(0, await desk.CountAsync("run_queue"));
    }

    [Fact]
    public async Task Run_ThatSucceeds_StoresItsDeliverablesInTheSameTransaction()
    {
        RunOutputs? seen = null;
        var world = Proposing();
        world.Write = async (connection, outputs) =>
        {
            seen = outputs;
            // Not committed yet: the run is still running for everyone else.
            await using var other = await postgres.Database.OpenAsync(new Scope.System("test"), default);
            await using var look = new NpgsqlCommand("SELECT status FROM runs WHERE id = $1", other) { Parameters = { new() { Value = outputs.Run.Value } } };
            Assert.Equal("running", await look.ExecuteScalarAsync());
            await using var write = new NpgsqlCommand("CREATE TABLE proof_of_outputs AS SELECT 1", connection);
            await write.ExecuteNonQueryAsync();
            return null;
        };
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("propose"), RunStatus.Succeeded);

        Assert.Equal((run.Row.Id, desk.Workspace, run.Row.Correlation), (seen!.Run, seen.Workspace, seen.Correlation));
        Assert.Equal([("a", Draft), ("b", Draft)], seen.Items.Select(i => (i.Slot, i.Draft)));
        Assert.True(await desk.ScalarAsync<bool>("SELECT to_regclass('proof_of_outputs') IS NOT NULL AND $1::uuid IS NOT NULL"));
    }

    [Fact]
    public async Task Run_WhoseDeliverablesCannotBeStored_FailsAndStoresNothing()
    {
        var world = Proposing();
        world.Write = async (connection, _) =>
        {
            await using var write = new NpgsqlCommand("CREATE TABLE leftover AS SELECT 1", connection);
            await write.ExecuteNonQueryAsync();
            throw new InvalidOperationException("secret detail");
        };
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("propose"), RunStatus.Failed);

        Assert.Equal((FailureClass.Internal, "internal_error"), (run.Row.Error!.Class, run.Row.Error.Code));
        Assert.Contains(run.Row.Correlation.Value, run.Row.Error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret detail", string.Join('\n', await desk.LogAsync(run.Row.Id)) + run.Row.Error.Message, StringComparison.Ordinal);
        Assert.True(await desk.ScalarAsync<bool>("SELECT to_regclass('leftover') IS NULL AND $1::uuid IS NOT NULL"));
        Assert.Equal(0, await desk.CountAsync("run_queue"));
    }

    [Fact]
    public async Task Run_WhoseDeliverablesAreRefused_FailsWithTheirSentence()
    {
        var world = Proposing();
        world.Write = (_, _) => Task.FromResult<Refusal?>(new Refusal(RefusalKind.Invalid, "unknown_kind", "There is no kind of change «fly»."));
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("propose"), RunStatus.Failed);

        Assert.Equal(new RunError(FailureClass.Rejected, "unknown_kind", "There is no kind of change «fly»."), run.Row.Error);
    }

    [Fact]
    public async Task DryRun_StoresNoDeliverablesAndMovesNoWatermark()
    {
        var world = Proposing();
        world.Write = (_, _) => throw new InvalidOperationException("never called");
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("propose", dryRun: true), RunStatus.Succeeded);

        Assert.True(run.Row.DryRun);
        Assert.Null(run.Watermark);
        Assert.Equal(0, await desk.CountAsync("watermarks"));
    }

    [Theory]
    [InlineData(FailureClass.Auth, RunStatus.FailedAuth)]
    [InlineData(FailureClass.Schema, RunStatus.FailedSchema)]
    [InlineData(FailureClass.Rejected, RunStatus.Failed)]
    public async Task Run_ThatFailsForGood_EndsByTheClassOfItsFailure(FailureClass failure, RunStatus end)
    {
        await using var node = await StartAsync(new EngineWorld().Skill("fail", (_, _) =>
            throw new ProviderException(failure, "no_luck", "The provider refused. Reconnect the account.")));
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("fail"), end);

        Assert.Equal((false, new RunError(failure, "no_luck", "The provider refused. Reconnect the account.")), (run.Ok, run.Row.Error));
        Assert.Equal(["1 Error The provider refused. Reconnect the account."], await desk.LogAsync(run.Row.Id));
    }

    [Fact]
    public async Task Run_WithATransientFailure_IsTriedAgainWhenItIsDueAndRemembersItsCheckpoints()
    {
        var clock = new ShiftedClock();
        var seen = new List<string?>();
        var world = new EngineWorld().Skill("flaky", async (context, cancellationToken) =>
        {
            seen.Add((await context.ReadCheckpointAsync("page", cancellationToken))?.ToJsonString());
            context.Log(LogLevel.Info, $"Attempt {context.Attempt}");
            await context.CheckpointAsync("page", JsonValue.Create(context.Attempt), cancellationToken);
            return context.Attempt < 3
                ? throw new ProviderException(FailureClass.Transient, "busy", "The provider is busy.", TimeSpan.FromMinutes(2))
                : RunOutcome.Nothing;
        });
        await using var node = await StartAsync(world, clock);
        var desk = new RunDesk(node);
        var id = await desk.StartAsync("flaky");

        var first = await desk.UntilAsync(id, RunStatus.Retrying);
        Assert.Equal((1, "busy", (bool?)null), (first.Row.Attempt, first.Row.Error!.Code, first.Ok));
        // The provider's wish is longer than our first wait of a minute.
        Assert.InRange(first.Row.DueAt - clock.GetUtcNow(), TimeSpan.FromMinutes(1.5), TimeSpan.FromMinutes(2));

        clock.Shift(TimeSpan.FromMinutes(2));
        await Support.Eventually.TrueAsync(async () => (await desk.RunAsync(id)).Row is { Status: RunStatus.Retrying, Attempt: 2 }, "it failed again");
        Assert.InRange((await desk.RunAsync(id)).Row.DueAt - clock.GetUtcNow(), TimeSpan.FromMinutes(3.5), TimeSpan.FromMinutes(4));
        clock.Shift(TimeSpan.FromMinutes(4));
        var last = await desk.UntilAsync(id, RunStatus.Succeeded);

        Assert.Equal((3, null), (last.Row.Attempt, last.Row.Error));
        Assert.Equal([null, "1", "2"], seen);
        Assert.Equal(0, await desk.CountAsync("run_checkpoints"));
        Assert.Equal(
            ["1 Info Attempt 1", "2 Warn Attempt 1 of 5 failed: The provider is busy. Trying again in 2 min.", "3 Info Attempt 2"],
            (await desk.LogAsync(id)).Take(3));
    }

    [Fact]
    public async Task Run_WithABug_TellsNoExceptionText()
    {
        await using var node = await StartAsync(new EngineWorld().Skill("bug", (_, _) => throw new FormatException("password=hunter2")));
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("bug"), RunStatus.Failed);

        Assert.Equal((FailureClass.Internal, "internal_error"), (run.Row.Error!.Class, run.Row.Error.Code));
        Assert.DoesNotContain("hunter2", run.Row.Error.Message + string.Join('\n', await desk.LogAsync(run.Row.Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithoutItsSkill_Fails()
    {
        await using var node = await StartAsync(new EngineWorld());
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("nobody.knows"), RunStatus.Failed);

        Assert.Equal("skill_missing", run.Row.Error!.Code);
    }

    [Fact]
    public async Task Run_ThatIsNotAdmitted_FailsBeforeItsCodeRuns()
    {
        var ran = false;
        var world = new EngineWorld().Skill("paid", (_, _) =>
        {
            ran = true;
            return Task.FromResult(RunOutcome.Nothing);
        });
        world.Admissions.Add(new NoAdmission());
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync("paid"), RunStatus.Failed);

        Assert.False(ran);
        Assert.Equal(new RunError(FailureClass.Rejected, "trial_exceeded", "The trial is used up."), run.Row.Error);
    }

    [Fact]
    public async Task Watermark_MovesWithItsRun_AndTheNextOneBeginsThere()
    {
        var began = new List<string?>();
        await using var node = await StartAsync(new EngineWorld().Skill("ingest", (context, _) =>
        {
            began.Add(context.Watermark);
            return Task.FromResult(new RunOutcome(new Dictionary<string, decimal>(), Watermark: began.Count == 1 ? "2026-11-20" : "2026-11-21"));
        }));
        var desk = new RunDesk(node);

        await desk.UntilAsync(await desk.StartAsync("ingest"), RunStatus.Succeeded);
        var second = await desk.UntilAsync(await desk.StartAsync("ingest"), RunStatus.Succeeded);

        Assert.Equal([null, "2026-11-20"], began);
        Assert.Equal(("2026-11-20", "2026-11-21"), (second.WatermarkBefore, second.Watermark));
        Assert.Equal("2026-11-21", await desk.ScalarAsync<string>("SELECT value FROM watermarks WHERE workspace_id = $1"));
    }

    [Fact]
    public async Task Watermark_OfTheSlowerOfTwoRuns_DoesNotGoBack()
    {
        var slowMayGo = new TaskCompletionSource();
        await using var node = await StartAsync(new EngineWorld()
            .Skill("slow", async (_, _) =>
            {
                await slowMayGo.Task;
                return new RunOutcome(new Dictionary<string, decimal>(), Watermark: "2026-11-19");
            })
            .Skill("fast", (_, _) => Task.FromResult(new RunOutcome(new Dictionary<string, decimal>(), Watermark: "2026-11-21"))));
        var desk = new RunDesk(node);

        var slow = await desk.StartAsync("slow", job: "one job");
        await desk.UntilAsync(slow, RunStatus.Running);
        await desk.UntilAsync(await desk.StartAsync("fast", job: "one job"), RunStatus.Succeeded);
        slowMayGo.SetResult();
        await desk.UntilAsync(slow, RunStatus.Succeeded);

        Assert.Equal("2026-11-21", await desk.ScalarAsync<string>("SELECT value FROM watermarks WHERE workspace_id = $1"));
    }

    [Fact]
    public async Task Settlement_ThatThrows_EndsNothing()
    {
        var world = new EngineWorld();
        var settlement = new FailingOnce();
        world.Settlements.Add(settlement);
        await using var node = await StartAsync(world);
        var desk = new RunDesk(node);

        var run = await desk.UntilAsync(await desk.StartAsync(), RunStatus.Failed);

        // The success could not be settled, so it was not written; the failure could.
        Assert.Equal([RunStatus.Succeeded, RunStatus.Failed], settlement.Seen);
        Assert.Equal("internal_error", run.Row.Error!.Code);
    }

    private static EngineWorld Proposing() => new EngineWorld().Skill("propose", (context, _) =>
    {
        context.Propose("a", Draft);
        context.Propose("b", Draft);
        return Task.FromResult(new RunOutcome(new Dictionary<string, decimal>(), Watermark: "2026-11-20"));
    });

    private Task<EngineNode> StartAsync(EngineWorld world, TimeProvider? clock = null) =>
        EngineNode.StartAsync(postgres.Database, world, options => options.Poll = TimeSpan.FromMilliseconds(100), clock);

    private sealed class NoAdmission : IRunAdmission
    {
        private static readonly Refusal UsedUp = new(RefusalKind.Denied, "trial_exceeded", "The trial is used up.");

        public ValueTask<Refusal?> CheckAsync(RunTarget target, CancellationToken cancellationToken) => new(UsedUp);

        public ValueTask<Refusal?> ReserveAsync(RunTarget target, RunId run, CancellationToken cancellationToken) => new(UsedUp);
    }

    private sealed class FailingOnce : IRunSettlement
    {
        public List<RunStatus> Seen { get; } = [];

        public Task SettleAsync(
            NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<SettledRun> runs, CancellationToken cancellationToken)
        {
            Seen.AddRange(runs.Select(r => r.Status));
            return Seen.Count == 1 ? throw new InvalidOperationException("out of order") : Task.CompletedTask;
        }
    }
}
