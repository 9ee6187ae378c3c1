using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Database.Agents.Runs;

public sealed class RunQueriesTests : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private readonly EngineNode _node;
    private readonly RunDesk _desk;

    public RunQueriesTests(PostgresFixture postgres)
    {
        _node = EngineNode.Create(postgres.Database, new EngineWorld(), clock: _clock);
        _desk = new RunDesk(_node);
    }

    private IRunQueries Queries => _node.Get<IRunQueries>();

    public Task InitializeAsync() => _desk.ExecuteAsync("DELETE FROM run_queue WHERE $1::uuid IS NOT NULL");

    public async Task DisposeAsync() => await _node.DisposeAsync();

    [Fact]
    public async Task List_PageByPage_HasEachRunOnceNewestFirst_EvenWhileNewOnesCome()
    {
        var started = new List<RunId>();
        for (var i = 0; i < 7; i++)
        {
            started.Add(await _desk.StartAsync());
        }

        var seen = new List<RunId>();
        var page = new PageRequest(3, null);
        while (true)
        {
            var got = await Queries.ListAsync(_desk.Actor, new RunFilter(), page, default);
            seen.AddRange(got.Items.Select(row => row.Id));
            await _desk.StartAsync();
            if (got.NextCursor is null)
            {
                break;
            }

            page = PageRequest.Create(3, got.NextCursor).Value;
        }

        Assert.Equal(Enumerable.Reverse(started), seen);
    }

    [Fact]
    public async Task List_ByStatus_FindsThoseOnly()
    {
        var ids = new Dictionary<RunStatus, RunId>();
        foreach (var status in new[] { RunStatus.Succeeded, RunStatus.Failed, RunStatus.FailedAuth, RunStatus.FailedSchema, RunStatus.Cancelled })
        {
            ids[status] = await EndAsync(await _desk.StartAsync(), status);
        }

        ids[RunStatus.Retrying] = await _desk.StartAsync();
        await _node.Get<RunReturns>().RetryAsync(
            await ClaimAsync(ids[RunStatus.Retrying]), _clock.Now() + TimeSpan.FromMinutes(1), new RunError(FailureClass.Transient, "busy", "Busy."), RunProgress.None, [], 0);
        ids[RunStatus.Running] = (await ClaimAsync(await _desk.StartAsync())).Id;
        ids[RunStatus.Queued] = await _desk.StartAsync();
        var other = new RunDesk(_node);
        await other.StartAsync();

        foreach (var (status, id) in ids)
        {
            Assert.Equal([id], await ListAsync(new RunFilter(Statuses: [status])));
        }

        Assert.Equal(
            [ids[RunStatus.FailedSchema], ids[RunStatus.FailedAuth], ids[RunStatus.Failed]],
            await ListAsync(new RunFilter(Statuses: [RunStatus.Failed, RunStatus.FailedAuth, RunStatus.FailedSchema])));
        Assert.Equal([ids[RunStatus.Queued], ids[RunStatus.Succeeded]], await ListAsync(new RunFilter(Statuses: [RunStatus.Queued, RunStatus.Succeeded])));
        var counts = await Queries.CountAsync(_desk.Actor, new RunFilter(), default);
        Assert.All(Enum.GetValues<RunStatus>(), status => Assert.Equal(1, counts.ByStatus[status]));
        Assert.Equal(2, await Queries.CountActiveAsync(_desk.Actor, default));
        Assert.Equal(1, counts.QueueDepth);
        Assert.NotNull(counts.OldestDueAt);
    }

    [Fact]
    public async Task List_ByAgentType_FindsThoseOnly()
    {
        var wanted = await _desk.StartAsync("ingest.google");
        await _desk.StartAsync("ingest.meta");

        Assert.Equal([wanted], await ListAsync(new RunFilter("ingest.google")));
        Assert.Equal(1, (await Queries.CountAsync(_desk.Actor, new RunFilter("ingest.google"), default)).ByStatus[RunStatus.Queued]);
        Assert.Empty(await ListAsync(new RunFilter(Goal: StrongId.New<GoalId>(TimeProvider.System))));
    }

    [Fact]
    public async Task Earlier_AreTheSameJobsRunsBefore()
    {
        var first = await _desk.StartAsync(job: "job");
        var second = await _desk.StartAsync(job: "job");
        await _desk.StartAsync(job: "another");
        var third = await _desk.StartAsync(job: "job");
        await _desk.StartAsync(job: "job");

        var earlier = await Queries.EarlierAsync(_desk.Actor, third, 1, default);

        Assert.Equal([second], earlier.Items.Select(row => row.Id));
        Assert.Equal(2, earlier.Total);
        Assert.Empty((await Queries.EarlierAsync(_desk.Actor, first, 5, default)).Items);
    }

    [Fact]
    public async Task AnotherWorkspace_SeesNothingOfARun()
    {
        var id = await _desk.StartAsync();
        await _desk.CancelAsync(id);
        var stranger = RunDesk.NewActor(Role.Admin);

        Assert.Null(await Queries.FindAsync(stranger, id, default));
        Assert.Empty(await Queries.LogAsync(stranger, id, 0, 10, default));
        Assert.Equal((0, 0), ((await Queries.EarlierAsync(stranger, id, 5, default)).Items.Count, (await Queries.EarlierAsync(stranger, id, 5, default)).Total));
        Assert.Empty((await Queries.ListAsync(stranger, new RunFilter(), PageRequest.First, default)).Items);
    }

    [Fact]
    public async Task Retention_RemovesOldLinesThenOldRuns_AndLeavesWhatIsOpen()
    {
        // Ids carry their time, so what is old must have been made by an old clock.
        await _desk.ExecuteAsync($"INSERT INTO workspaces (id, slug, name, time_zone, locale, undo_window_seconds, four_eyes, created_at, allows_sign_up, email_domains, is_passwordless, requires_second_factor) VALUES ($1, 'w{_desk.Workspace.Value:N}', 'w', 'UTC', 'en', 0, false, now(), false, '{{}}', false, false)");
        _clock.Shift(TimeSpan.FromDays(-100));
        var ended = await EndAsync(await StartOldAsync(), RunStatus.Succeeded, lines: 3);
        var open = await StartOldAsync();
        _clock.Shift(TimeSpan.FromDays(100));
        var young = await EndAsync(await _desk.StartAsync(), RunStatus.Succeeded, lines: 2);

        await _node.Get<IRetentionTask>().SweepAsync(default);

        Assert.Equal((0, 2), ((await _desk.LogAsync(ended)).Count, (await _desk.LogAsync(young)).Count));
        Assert.NotNull(await Queries.FindAsync(_desk.Actor, ended, default));

        _node.Get<RunEngineOptions>().KeepRuns = TimeSpan.FromDays(30);
        await _node.Get<IRetentionTask>().SweepAsync(default);

        Assert.Equal(new HashSet<RunId> { open, young }, (await ListAsync(new RunFilter())).ToHashSet());

        async Task<RunId> StartOldAsync() =>
            (await _node.Store.EnqueueAsync(EngineWorld.Start(_desk.Workspace) with { Id = StrongId.New<RunId>(_clock), DueAt = _clock.Now() }, default)).Run;
    }

    private async Task<IReadOnlyList<RunId>> ListAsync(RunFilter filter) =>
        [.. (await Queries.ListAsync(_desk.Actor, filter, PageRequest.First, default)).Items.Select(row => row.Id)];

    private async Task<ClaimedRun> ClaimAsync(RunId run) =>
        Assert.Single((await _node.Get<RunClaims>().ClaimAsync(100, default)).Runs, claimed => claimed.Id == run);

    private async Task<RunId> EndAsync(RunId run, RunStatus status, int lines = 0)
    {
        var claimed = await ClaimAsync(run);
        var failure = status switch
        {
            RunStatus.Failed => FailureClass.Internal,
            RunStatus.FailedAuth => FailureClass.Auth,
            RunStatus.FailedSchema => FailureClass.Schema,
            _ => (FailureClass?)null,
        };
        var log = Enumerable.Range(1, lines).Select(seq => new RunLogLine(seq, _clock.Now(), LogLevel.Info, "line")).ToList();
        var end = await _node.Get<RunEnds>().EndAsync(new RunEnd(
            claimed, status, RunOutcome.Nothing, failure is { } f ? new RunError(f, "code", "Sentence.") : null, RunProgress.None, log, lines, [], false, _clock.Now()));
        Assert.Equal(status, end.Status);
        return run;
    }
}
