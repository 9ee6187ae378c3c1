using System.Collections.Concurrent;
using Synter.Domain.Agents.Runs;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>The runs this node works on.</summary>
internal sealed class LiveRuns
{
    private const int Remembered = 256;

    private readonly ConcurrentDictionary<RunId, LiveRun> _runs = new();
    private readonly ConcurrentQueue<RunId> _early = new();

    public IReadOnlyList<LiveRun> All => [.. _runs.Values];

    /// <summary>A run that lapsed and came back to this node takes the place of its former self, which may write nothing any more.</summary>
    public void Add(LiveRun run)
    {
        _runs.AddOrUpdate(run.Claimed.Id, run, (_, former) =>
        {
            former.Stop(StopReason.LeaseLost);
            return run;
        });
        if (_early.Contains(run.Claimed.Id))
        {
            run.Stop(StopReason.Cancelled);
        }
    }

    public void Remove(LiveRun run) => _runs.TryRemove(KeyValuePair.Create(run.Claimed.Id, run));

    /// <summary>
    /// Nothing when it runs elsewhere or has ended. The word may also come before the run does, which the database says is claimed a
    /// moment before this node knows.
    /// </summary>
    public void Cancel(RunId run)
    {
        _early.Enqueue(run);
        while (_early.Count > Remembered)
        {
            _early.TryDequeue(out _);
        }

        if (_runs.TryGetValue(run, out var live))
        {
            live.Stop(StopReason.Cancelled);
        }
    }
}
