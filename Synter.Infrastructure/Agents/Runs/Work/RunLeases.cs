using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>The leases of the runs this node works on.</summary>
internal sealed class RunLeases(RunClaims claims, LiveRuns live)
{
    /// <summary>Renews them all; stops what is another node's by now, and what a person asked to cancel.</summary>
    public async Task RenewAsync()
    {
        var runs = live.All;
        if (runs.Count == 0)
        {
            return;
        }

        var kept = await claims.RenewAsync([.. runs.Select(r => r.Claimed)], CancellationToken.None);
        foreach (var run in runs)
        {
            if (!kept.TryGetValue(run.Claimed.Id, out var cancelRequested))
            {
                run.Stop(StopReason.LeaseLost);
            }
            else if (cancelRequested)
            {
                run.Stop(StopReason.Cancelled);
            }
        }
    }

    /// <summary>Lets go of them all.</summary>
    public void Lose()
    {
        foreach (var run in live.All)
        {
            run.Stop(StopReason.LeaseLost);
        }
    }
}
