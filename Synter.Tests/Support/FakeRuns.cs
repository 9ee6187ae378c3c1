using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>Runs in memory, for pages: what is put in is what they read. Nothing moves.</summary>
public sealed class FakeRuns : IRunQueries, IRunFeed, IRunStore
{
    public static readonly HiredAgentId Asha = StrongId.Parse<HiredAgentId>("hag_0199a0000000700080000000000000aa");
    public static readonly GoalId Weekly = StrongId.Parse<GoalId>("gol_0199a0000000700080000000000000cc");

    private static int s_made;

    public List<RunRow> Rows { get; } = [];

    public List<RunLogLine> Lines { get; } = [];

    public Dictionary<RunId, Dictionary<string, decimal>> Metrics { get; } = [];

    public Dictionary<RunId, JsonObject> Params { get; } = [];

    public bool IsDown { get; set; }

    /// <summary>A run of Asha's weekly batch, queued a minute ago.</summary>
    public static RunRow Row(RunStatus status = RunStatus.Queued, long version = 1)
    {
        var at = ManualClock.Start.AddMinutes(-1);
        var number = Interlocked.Increment(ref s_made);
        return new RunRow(
            new RunId(new Guid($"0199a000-0000-7000-8000-{number:x12}")), Weekly.ToString(), "marketing.healthcare.v1", Asha, "Asha", Weekly,
            "weekly_multichannel_batch", status, DryRun: false, IsLate: false, RunOrigin.Schedule, Attempt: 1, RunProgress.None, CancelRequested: false,
            at, at, status == RunStatus.Queued ? null : at, status.IsEnded() ? at.AddSeconds(42) : null, Error: null,
            new CorrelationId("4bf92f3577b34da6a3ce929d0e0e4736"), version);
    }

    public static RunDetail Detail(RunRow row) => new(
        row, null, row.QueuedAt, 3, 4, 2, new JsonObject(), null, row.StartedAt, null, new Dictionary<string, decimal>(), 0, [], null, null, 0, []);

    public Task<Page<RunRow>> ListAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken) =>
        IsDown
            ? throw new InvalidOperationException("secret detail of a broken database")
            : Task.FromResult(page.Cut([.. Rows.Where(row => filter.Statuses is not { Count: > 0 } wanted || wanted.Contains(row.Status))], row => new Keyset(row.QueuedAt, row.Id.Value)));

    public async Task<Page<RunDetail>> ListDetailsAsync(Actor actor, RunFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = await ListAsync(actor, filter, page, cancellationToken);
        return new Page<RunDetail>([.. rows.Items.Select(Detail)], rows.NextCursor);
    }

    public Task<RunCounts> CountAsync(Actor actor, RunFilter filter, CancellationToken cancellationToken) => Task.FromResult(new RunCounts(
        Enum.GetValues<RunStatus>().ToDictionary(status => status, status => (long)Rows.Count(row => row.Status == status)),
        Rows.Count(row => row.Status == RunStatus.Queued), Rows.Where(row => row.Status == RunStatus.Queued).Min(row => (DateTimeOffset?)row.DueAt)));

    public Task<int> CountActiveAsync(Actor actor, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.Count(row => row.Status is RunStatus.Running or RunStatus.Retrying));

    public Task<RunDetail?> FindAsync(Actor actor, RunId run, CancellationToken cancellationToken) =>
        Task.FromResult(Rows.Find(row => row.Id == run) is { } row ? Detail(row) with
        {
            LogSeq = Lines.Count, Metrics = Metrics.GetValueOrDefault(run, []), Params = Params.GetValueOrDefault(run, []),
        } : null);

    public Task<IReadOnlyList<RunLogLine>> LogAsync(Actor actor, RunId run, long after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunLogLine>>([.. Lines.Where(line => line.Seq > after).Take(limit)]);

    public Task<EarlierRuns> EarlierAsync(Actor actor, RunId run, int limit, CancellationToken cancellationToken) =>
        Task.FromResult(new EarlierRuns([.. Rows.Where(row => row.Id != run).Take(limit)], Rows.Count - 1));

    public IFeedWatch<RunPulse> Watch(WorkspaceId workspace, RunId run) => throw new NotSupportedException("Prerendering watches nothing.");

    public IFeedWatch<RunPulse> Watch(WorkspaceId workspace) => throw new NotSupportedException("Prerendering watches nothing.");

    public Task<StartedRun> EnqueueAsync(RunStart start, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<CancelOutcome> CancelAsync(WorkspaceId workspace, RunId run, CancellationToken cancellationToken) => throw new NotSupportedException();
}
