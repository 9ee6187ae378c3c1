using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>This node's watchers of runs.</summary>
internal sealed class RunFeed : IRunFeed
{
    private readonly WatchRegistry<RunId, RunPulse> _watches = new(pulse => pulse.Run);

    public IFeedWatch<RunPulse> Watch(WorkspaceId workspace, RunId run) => _watches.Add(workspace, pulse => pulse.Run == run);

    public IFeedWatch<RunPulse> Watch(WorkspaceId workspace) => _watches.Add(workspace, _ => true);

    public void Publish(WorkspaceId workspace, RunPulse pulse) => _watches.Publish(workspace, pulse);

    /// <summary>Whether anyone on this node would see the run move.</summary>
    public bool IsWatched(WorkspaceId workspace, RunId run)
    {
        var probe = new RunPulse(run, null, RunStatus.Queued, 0, RunProgress.None, 0, 0);
        return _watches.Of(workspace).Any(watch => watch.Accepts(probe));
    }

    /// <summary>More runs of the workspace moved than is worth naming.</summary>
    public void Resync(WorkspaceId workspace)
    {
        foreach (var watch in _watches.Of(workspace))
        {
            watch.Resync();
        }
    }

    public void Resync() => _watches.Resync();
}
