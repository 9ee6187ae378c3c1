using System.Collections.Concurrent;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>The runs this node works on.</summary>
internal sealed class LiveRuns
{
    private readonly ConcurrentDictionary<RunId, LiveRun> _runs = new();

    public IReadOnlyList<LiveRun> All => [.. _runs.Values];

    /// <summary>A run that lapsed and came back to this node takes the place of its former self, which may write nothing any more.</summary>
    public void Add(LiveRun run) => _runs.AddOrUpdate(run.Claimed.Id, run, (_, former) =>
    {
        former.Stop(StopReason.LeaseLost);
        return run;
    });

    public void Remove(LiveRun run) => _runs.TryRemove(KeyValuePair.Create(run.Claimed.Id, run));

    /// <summary>Nothing when it runs elsewhere or has ended.</summary>
    public void Cancel(RunId run)
    {
        if (_runs.TryGetValue(run, out var live))
        {
            live.Stop(StopReason.Cancelled);
        }
    }
}
