using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Agents.Runs.Work;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>Says what happened to runs, here and to the other nodes. Always after the commit.</summary>
internal sealed class RunAnnouncements(
    RunFeed runs, WorkspaceFeed workspaces, PulseReader pulses, NodeNotifier notifier, LiveRuns live, RunWake wake)
{
    public void Queued(IReadOnlyList<RunStart> starts)
    {
        foreach (var start in starts)
        {
            Announce(start.Target.Workspace, new RunPulse(start.Id, start.Target.Agent, RunStatus.Queued, 0, RunProgress.None, 0, 0));
        }

        WorkQueued();
    }

    /// <summary>Wakes the workers of every node.</summary>
    public void WorkQueued()
    {
        wake.Set();
        notifier.Tell(new NodeMessage(NodeMessageKind.WorkQueued));
    }

    /// <summary>A change of status, by the node that made it.</summary>
    public void Changed(LiveRun run, RunStatus status, long version) =>
        Announce(run.Claimed.Envelope.Workspace, run.Pulse(status) with { Version = version });

    /// <summary>A change of status by one that does not know the rest of the run.</summary>
    public void Changed(WorkspaceId workspace, RunId run)
    {
        pulses.Read(workspace, run);
        AnnounceChange(workspace, run);
    }

    /// <summary>Progress, here only: the others hear of it when it is written.</summary>
    public void Moved(LiveRun run) => runs.Publish(run.Claimed.Envelope.Workspace, run.Pulse(RunStatus.Running));

    public void Written(LiveRun run)
    {
        Moved(run);
        notifier.Tell(new NodeMessage(NodeMessageKind.RunMoved, run.Claimed.Envelope.Workspace, run.Claimed.Id));
    }

    public void OutputsWritten(LiveRun run) => workspaces.Publish(run.Claimed.Envelope.Workspace, FeedTopic.Deliverables);

    public void CancelRequested(WorkspaceId workspace, RunId run)
    {
        live.Cancel(run);
        notifier.Tell(new NodeMessage(NodeMessageKind.CancelRequested, workspace, run));
        Changed(workspace, run);
    }

    private void Announce(WorkspaceId workspace, RunPulse pulse)
    {
        runs.Publish(workspace, pulse);
        AnnounceChange(workspace, pulse.Run);
    }

    private void AnnounceChange(WorkspaceId workspace, RunId run)
    {
        workspaces.PublishHere(workspace, new FeedChange(FeedTopic.Runs, run.ToString()));
        notifier.Tell(new NodeMessage(NodeMessageKind.RunChanged, workspace, run));
    }
}
