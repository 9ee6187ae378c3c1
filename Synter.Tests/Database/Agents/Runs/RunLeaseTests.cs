using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Agents.Runs.Work;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

/// <summary>Leases by themselves, on nodes whose workers do not run: lapsed, renewed, lost.</summary>
public sealed class RunLeaseTests : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly PostgresFixture _postgres;
    private readonly ShiftedClock _clock = new();
    private readonly EngineNode _node;
    private readonly RunDesk _desk;

    public RunLeaseTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _node = NewNode();
        _desk = new RunDesk(_node);
    }

    private RunClaims Claims => _node.Get<RunClaims>();

    // What an earlier test left would be claimed by the next one.
    public Task InitializeAsync() => _desk.ExecuteAsync("WITH q AS (DELETE FROM run_queue) DELETE FROM lanes WHERE $1::uuid IS NOT NULL");

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task EveryWrite_WithAStaleToken_WritesNothing()
    {
        var id = await _desk.StartAsync();
        var stale = Assert.Single((await Claims.ClaimAsync(10, default)).Runs);
        _clock.Shift(TimeSpan.FromMinutes(5));
        await _node.Get<ReapRuns>().ExecuteAsync(default);
        await using var other = NewNode();
        var fresh = Assert.Single((await other.Get<RunClaims>().ClaimAsync(10, default)).Runs);
        Assert.True(fresh.Token > stale.Token);
        var before = await StateAsync(id);

        var error = new RunError(FailureClass.Transient, "busy", "Busy.");
        var lines = new[] { new RunLogLine(7, _clock.Now(), LogLevel.Info, "A word from the grave") };
        Assert.Null((await _node.Get<RunEnds>().EndAsync(End(stale))).Status);
        Assert.Null((await _node.Get<RunEnds>().EndAsync(End(stale) with { Outputs = [new RunOutput("a", new DraftDeliverable("report", "t", "b", []))] })).Status);
        Assert.False(await _node.Get<RunReturns>().RetryAsync(stale, _clock.Now(), error, RunProgress.None, lines, 7));
        Assert.Empty(await _node.Get<RunReturns>().ReleaseAsync([new ReleasedRun(stale, lines, 7)]));
        Assert.False(await _node.Get<RunCheckpoints>().WriteAsync(stale, "page", JsonValue.Create(1), default));
        Assert.Empty(await Claims.RenewAsync([stale], default));
        using var live = new LiveRun(stale, _clock);
        live.Log(LogLevel.Info, "A word from the grave");
        _node.Get<RunJournal>().HasNews(live);
        await live.Stopped;

        Assert.Equal(StopReason.LeaseLost, live.StopReason);
        Assert.Equal(before, await StateAsync(id));
        Assert.Equal(RunStatus.Succeeded, (await other.Get<RunEnds>().EndAsync(End(fresh))).Status);
    }

    [Fact]
    public async Task Lease_ThatLapses_CostsAnAttemptAndQueuesTheRunAgain()
    {
        var id = await _desk.StartAsync();
        Assert.Single((await Claims.ClaimAsync(10, default)).Runs);
        var reap = _node.Get<ReapRuns>();

        await reap.ExecuteAsync(default);
        Assert.Equal(RunStatus.Running, (await _desk.RunAsync(id)).Row.Status);

        _clock.Shift(TimeSpan.FromSeconds(31));
        await reap.ExecuteAsync(default);
        var run = await _desk.RunAsync(id);

        Assert.Equal((RunStatus.Queued, 1), (run.Row.Status, run.Row.Attempt));
        Assert.Equal(["1 Warn The node that ran it fell silent. Attempt 1 of 5 is lost; it is queued again."], await _desk.LogAsync(id));
        Assert.Equal(2, Assert.Single((await Claims.ClaimAsync(10, default)).Runs).Attempt);
    }

    [Fact]
    public async Task Lease_ThatIsRenewed_DoesNotLapse()
    {
        var id = await _desk.StartAsync();
        var run = Assert.Single((await Claims.ClaimAsync(10, default)).Runs);
        _clock.Shift(TimeSpan.FromSeconds(20));

        Assert.Equal([id], (await Claims.RenewAsync([run], default)).Keys);
        _clock.Shift(TimeSpan.FromSeconds(20));
        await _node.Get<ReapRuns>().ExecuteAsync(default);

        Assert.Equal(RunStatus.Running, (await _desk.RunAsync(id)).Row.Status);
    }

    [Fact]
    public async Task Lease_ThatLapsesTheFifthTime_EndsTheRunAsCrashed()
    {
        var id = await _desk.StartAsync();
        for (var attempt = 1; attempt <= RetryPolicy.MaxAttempts; attempt++)
        {
            Assert.Equal(attempt, Assert.Single((await Claims.ClaimAsync(10, default)).Runs).Attempt);
            _clock.Shift(TimeSpan.FromSeconds(31));
            await _node.Get<ReapRuns>().ExecuteAsync(default);
        }

        var run = await _desk.RunAsync(id);

        Assert.Equal((RunStatus.Failed, FailureClass.Crashed, false), (run.Row.Status, run.Row.Error!.Class, run.Ok));
        Assert.Equal(5, (await _desk.LogAsync(id)).Count);
        Assert.Equal(0, await _desk.CountAsync("run_queue"));
    }

    [Fact]
    public async Task Reap_WithoutALane_OpensIt()
    {
        await _desk.StartAsync();
        await _desk.ExecuteAsync("DELETE FROM lanes WHERE workspace_id = $1");
        Assert.Empty((await Claims.ClaimAsync(10, default)).Runs);

        await _node.Get<ReapRuns>().ExecuteAsync(default);

        Assert.Single((await Claims.ClaimAsync(10, default)).Runs);
    }

    private EngineNode NewNode() => EngineNode.Create(_postgres.Database, new EngineWorld(), clock: _clock);

    private RunEnd End(ClaimedRun run) =>
        new(run, RunStatus.Succeeded, RunOutcome.Nothing, null, RunProgress.None, [], run.LogSeq, [], false, _clock.Now());

    private Task<string> StateAsync(RunId run) => _desk.ScalarAsync<string>($"""
        SELECT concat(
            (SELECT to_jsonb(r) FROM runs r WHERE r.workspace_id = $1 AND r.id = '{run.Value}'),
            (SELECT to_jsonb(q) FROM run_queue q WHERE q.workspace_id = $1 AND q.run_id = '{run.Value}'),
            (SELECT jsonb_agg(l) FROM run_log l WHERE l.workspace_id = $1 AND l.run_id = '{run.Value}'),
            (SELECT jsonb_agg(c) FROM run_checkpoints c WHERE c.workspace_id = $1))
        """);
}
