using System.Collections.Concurrent;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

/// <summary>The queue by itself: nodes whose workers do not run, so that each claim is the test's.</summary>
public sealed class RunQueueTests : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly PostgresFixture _postgres;
    private readonly ShiftedClock _clock = new();
    private readonly EngineNode _node;
    private readonly RunDesk _desk;

    public RunQueueTests(PostgresFixture postgres)
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
    public async Task Enqueue_WithAKeyThatIsThere_IsTheFirstRun()
    {
        var first = await _desk.StartAsync(key: "key:1");
        var again = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _desk.StartAsync(key: "key:1")));
        var other = await new RunDesk(_node).StartAsync(key: "key:1");

        Assert.All(again, run => Assert.Equal(first, run));
        Assert.NotEqual(first, other);
        Assert.Equal((1, 1), (await _desk.CountAsync("runs"), await _desk.CountAsync("run_queue")));
    }

    [Fact]
    public async Task Enqueue_OfSomethingImpossible_FailsAloneAmongManyInOneCommit()
    {
        var starts = Enumerable.Range(0, 50).Select(_ => EngineWorld.Start(_desk.Workspace)).ToList();
        starts[20] = starts[20] with { JobId = "NUL \0 is no text to PostgreSQL" };

        var tasks = starts.ConvertAll(start => _node.Store.EnqueueAsync(start, default));
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Equal([20], Enumerable.Range(0, 50).Where(i => tasks[i].IsFaulted));
        Assert.Equal(49, await _desk.CountAsync("run_queue"));
    }

    [Fact]
    public async Task Claim_ByManyNodesAtOnce_TakesEachRunOnce()
    {
        const int runs = 3_000;
        var desks = Enumerable.Range(0, 10).Select(_ => new RunDesk(_node)).ToList();
        await Task.WhenAll(Enumerable.Range(0, runs).Select(i => desks[i % desks.Count].StartAsync()));
        foreach (var desk in desks)
        {
            await desk.ExecuteAsync("UPDATE lanes SET max_in_flight = 100000 WHERE workspace_id = $1");
        }

        var claimed = new ConcurrentBag<RunId>();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var node = NewNode();
            var claims = node.Get<RunClaims>();
            await Eventually.TrueAsync(
                async () =>
                {
                    (await claims.ClaimAsync(40, default)).Runs.Select(run => run.Id).ToList().ForEach(claimed.Add);
                    return claimed.Count >= runs;
                },
                "all are claimed");
        }));

        Assert.Equal(runs, claimed.Count);
        Assert.Equal(runs, claimed.Distinct().Count());
    }

    [Fact]
    public async Task Claim_AmongManyLanes_ServesThemInTurn()
    {
        var busy = new RunDesk(_node);
        for (var i = 0; i < 30; i++)
        {
            await busy.StartAsync();
        }

        var quiet = new RunDesk(_node);
        await quiet.StartAsync();
        await quiet.StartAsync();

        // One lane each time, then the other: who came first with thirty does not go first thirty times.
        var order = new List<WorkspaceId>();
        for (var i = 0; i < 4; i++)
        {
            _clock.Shift(TimeSpan.FromMilliseconds(1));
            order.AddRange((await Claims.ClaimAsync(1, default)).Runs.Select(run => run.Envelope.Workspace));
        }

        Assert.Equal(2, order.Count(workspace => workspace == quiet.Workspace));
        Assert.NotEqual(order[0], order[1]);
        Assert.NotEqual(order[2], order[3]);
    }

    [Fact]
    public async Task Claim_OfMany_TakesTheFirstOfEachLaneBeforeTheSecondOfAny()
    {
        var desks = new[] { _desk, new RunDesk(_node), new RunDesk(_node) };
        foreach (var desk in desks)
        {
            for (var i = 0; i < 10; i++)
            {
                await desk.StartAsync();
            }
        }

        var claim = await Claims.ClaimAsync(7, default);

        Assert.Equal([2, 2, 3], desks.Select(d => claim.Runs.Count(run => run.Envelope.Workspace == d.Workspace)).Order());
        Assert.True(claim.MayBeMore);
    }

    [Fact]
    public async Task Claim_FromAFullLane_TakesNoMoreThanItsRoom()
    {
        for (var i = 0; i < 5; i++)
        {
            await _desk.StartAsync();
        }

        await _desk.ExecuteAsync("UPDATE lanes SET max_in_flight = 2 WHERE workspace_id = $1");

        var first = await Claims.ClaimAsync(100, default);
        Assert.Equal((2, true), (first.Runs.Count, first.MayBeMore));
        Assert.Empty((await Claims.ClaimAsync(100, default)).Runs);
        Assert.True(await Claims.NextDueAsync(default) <= _clock.Now());

        await EndAsync(first.Runs[0]);

        Assert.Single((await Claims.ClaimAsync(100, default)).Runs);
    }

    [Fact]
    public async Task Claim_OfOneConcurrencyKey_TakesOneAtATime()
    {
        var first = await _desk.StartAsync(concurrencyKey: "google/123");
        var second = await _desk.StartAsync(concurrencyKey: "google/123");
        var other = await _desk.StartAsync(concurrencyKey: "google/456");
        var free = await _desk.StartAsync();

        var claim = await Claims.ClaimAsync(10, default);
        Assert.Equal(new HashSet<RunId> { first, other, free }, claim.Runs.Select(run => run.Id).ToHashSet());
        Assert.Empty((await Claims.ClaimAsync(10, default)).Runs);

        await EndAsync(claim.Runs.Single(run => run.Id == first));

        Assert.Equal([second], (await Claims.ClaimAsync(10, default)).Runs.Select(run => run.Id));
    }

    [Fact]
    public async Task Claim_BeforeItIsDue_TakesNothing()
    {
        var due = _clock.Now() + TimeSpan.FromMinutes(3);
        await _desk.StartAsync(due: due);

        Assert.Empty((await Claims.ClaimAsync(10, default)).Runs);
        Assert.Equal(due, await Claims.NextDueAsync(default));

        _clock.Shift(TimeSpan.FromMinutes(3));

        Assert.Single((await Claims.ClaimAsync(10, default)).Runs);
    }

    [Fact]
    public async Task AgentRuns_GiveTheNamesOfIngestion_OfTheOwnWorkspaceOnly()
    {
        var id = await _desk.StartAsync();
        await new RunDesk(_node).StartAsync();
        var run = Assert.Single((await Claims.ClaimAsync(1, default)).Runs, r => r.Envelope.Workspace == _desk.Workspace);
        await _node.Get<RunEnds>().EndAsync(End(run) with { Outcome = new RunOutcome(new Dictionary<string, decimal> { ["rows"] = 3 }, 5, Watermark: "w") });

        await using var connection = await _postgres.Database.OpenAsync(_desk.Actor.Scope, default);
        await using var command = new Npgsql.NpgsqlCommand("SELECT agent, run_id, ok, stats::text, watermark FROM agent_runs", connection);
        await using var reader = await command.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.Equal(
            ("tiny", id.ToString(), true, """{"rows": 3, "records_written": 5}""", "w"),
            (reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetString(3), reader.GetString(4)));
        Assert.False(await reader.ReadAsync());
    }

    private EngineNode NewNode() => EngineNode.Create(_postgres.Database, new EngineWorld(), clock: _clock);

    private async Task EndAsync(ClaimedRun run) =>
        Assert.Equal(RunStatus.Succeeded, (await _node.Get<RunEnds>().EndAsync(End(run))).Status);

    private RunEnd End(ClaimedRun run) =>
        new(run, RunStatus.Succeeded, RunOutcome.Nothing, null, RunProgress.None, [], run.LogSeq, [], false, _clock.Now());
}
