using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Schedules;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Schedules;

/// <summary>The clock's use case, ticked by hand. The workshop agent lives in Berlin; its goal is due daily at nine.</summary>
public sealed class FireDueGoalsTests : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    /// <summary>Nine o'clock in Berlin on the Saturday that <see cref="ManualClock.Start"/> lies in.</summary>
    private static readonly DateTimeOffset Nine = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly PostgresFixture _postgres;
    private readonly ManualClock _clock = new();
    private readonly TestHiring _hiring;
    private readonly EngineNode _node;
    private RunDesk _desk = null!;
    private HiredAgentId _agent;

    public FireDueGoalsTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _hiring = new TestHiring(postgres, _clock);
        _node = NewNode();
    }

    public async Task InitializeAsync()
    {
        await _hiring.PublishAsync();
        _desk = new RunDesk(_node, await _postgres.NewWorkspaceAsync());
        // What an earlier test left would fire with this one's.
        await _desk.ExecuteAsync("UPDATE goals SET next_fire_at = NULL WHERE $1::uuid IS NOT NULL");
        _agent = (await _hiring.HireAndFinalizeAsync(_desk.Actor)).Id;
    }

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task Goal_ThatIsDue_BecomesARunPinnedToItsRevisions()
    {
        var goal = await _hiring.AddGoalAsync(_desk.Actor, _agent);

        Assert.Equal(0, await FireAsync());
        _clock.Advance(Nine - _clock.Now());
        Assert.Equal(1, await FireAsync());
        Assert.Equal(0, await FireAsync());

        var run = Assert.Single(await RunsAsync());
        Assert.Equal((RunStatus.Queued, RunOrigin.Schedule, false), (run.Row.Status, run.Row.Origin, run.Row.IsLate));
        Assert.Equal((goal.Id.ToString(), goal.Id, _agent, Nine), (run.Row.JobId, run.Row.Goal, run.Row.Agent, run.ScheduledFor));
        Assert.Equal((1, 1, 1), (run.AgentTypeVersion, run.ConfigRevision, run.GoalRevision));
        Assert.Equal($"fire:{goal.Id}:2026-11-21T08:00:00Z", await _desk.ScalarAsync<string>("SELECT dedup_key FROM runs WHERE workspace_id = $1"));
        Assert.Equal(Nine.AddDays(1), await NextAsync(goal.Id));
    }

    [Fact]
    public async Task Clocks_ManyAtOnce_FireEachGoalOnce()
    {
        const int goals = 40;
        for (var i = 0; i < goals; i++)
        {
            await _hiring.AddGoalAsync(_desk.Actor, _agent, $"Topic {i}");
        }

        _clock.Advance(Nine - _clock.Now());
        var fired = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var node = NewNode();
            return await node.Get<FireDueGoals>().ExecuteAsync(default);
        }));

        Assert.Equal(goals, fired.Sum());
        Assert.Equal(goals, await _desk.CountAsync("runs"));
        Assert.Equal(goals, await _desk.CountAsync("run_queue"));
    }

    [Fact]
    public async Task Instant_ThatFiredBefore_NeverFiresAgain()
    {
        var goal = await _hiring.AddGoalAsync(_desk.Actor, _agent);
        _clock.Advance(Nine - _clock.Now());
        await FireAsync();

        // As after restoring a backup that is older than the run.
        await _desk.ExecuteAsync($"UPDATE goals SET next_fire_at = '{Nine:O}' WHERE workspace_id = $1");
        Assert.Equal(1, await FireAsync());

        Assert.Single(await RunsAsync());
        Assert.Equal(Nine.AddDays(1), await NextAsync(goal.Id));
    }

    [Fact]
    public async Task Downtime_OfDays_OwesOneRunThatSaysItIsLate()
    {
        var goal = await _hiring.AddGoalAsync(_desk.Actor, _agent);
        _clock.Advance(Nine.AddDays(3).AddHours(2) - _clock.Now());

        await FireAsync();

        var run = Assert.Single(await RunsAsync());
        Assert.Equal((true, Nine), (run.Row.IsLate, run.ScheduledFor));
        Assert.Equal(_clock.Now(), run.Row.DueAt);
        Assert.Equal(Nine.AddDays(4), await NextAsync(goal.Id));
    }

    [Fact]
    public async Task SummerTime_KeepsTheWallClock()
    {
        var goal = await _hiring.AddGoalAsync(_desk.Actor, _agent);
        // 28 March 2027: Berlin goes from UTC+1 to UTC+2 at night.
        _clock.Advance(new DateTimeOffset(2027, 3, 27, 7, 59, 0, TimeSpan.Zero) - _clock.Now());
        await FireAsync();
        Assert.Equal(new DateTimeOffset(2027, 3, 27, 8, 0, 0, TimeSpan.Zero), await NextAsync(goal.Id));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await FireAsync();

        Assert.Equal(new DateTimeOffset(2027, 3, 28, 7, 0, 0, TimeSpan.Zero), await NextAsync(goal.Id));
    }

    [Fact]
    public async Task PausedAgent_DoesNotFire_NotEvenWhenItIsPausedInTheSameMoment()
    {
        var goal = await _hiring.AddGoalAsync(_desk.Actor, _agent);
        await _hiring.PauseAgent.ExecuteAsync(_desk.Actor, _agent, default);
        await _desk.ExecuteAsync($"UPDATE goals SET next_fire_at = '{Nine:O}' WHERE workspace_id = $1");
        _clock.Advance(Nine - _clock.Now());

        Assert.Equal(1, await FireAsync());

        Assert.Empty(await RunsAsync());
        Assert.Equal(Nine.AddDays(1), await NextAsync(goal.Id));
    }

    [Fact]
    public async Task BrokenSchedule_HoldsUpNobodyElse()
    {
        var broken = await _hiring.AddGoalAsync(_desk.Actor, _agent, "Broken");
        var whole = await _hiring.AddGoalAsync(_desk.Actor, _agent, "Whole");
        await _desk.ExecuteAsync($$"""UPDATE goals SET schedule = '{"at": 9}' WHERE workspace_id = $1 AND id = '{{broken.Id.Value}}'""");
        _clock.Advance(Nine - _clock.Now());

        Assert.Equal(2, await FireAsync());

        Assert.Null(await NextAsync(broken.Id));
        Assert.Equal(Nine.AddDays(1), await NextAsync(whole.Id));
    }

    private EngineNode NewNode() => EngineNode.Create(_postgres.Database, new EngineWorld(), clock: _clock);

    private Task<int> FireAsync() => _node.Get<FireDueGoals>().ExecuteAsync(default);

    private async Task<IReadOnlyList<RunDetail>> RunsAsync() =>
        (await _node.Get<IRunQueries>().ListDetailsAsync(_desk.Actor, new RunFilter(), PageRequest.First, default)).Items;

    private async Task<DateTimeOffset?> NextAsync(GoalId goal)
    {
        var next = await _desk.ScalarAsync<string>(
            $"SELECT coalesce(to_char(next_fire_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '') FROM goals WHERE workspace_id = $1 AND id = '{goal.Value}'");
        return next.Length == 0 ? null : DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture);
    }
}
