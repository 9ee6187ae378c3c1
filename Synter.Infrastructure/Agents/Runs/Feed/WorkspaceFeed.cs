using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>This node's watchers of workspaces; what is published here is told to the other nodes.</summary>
internal sealed class WorkspaceFeed(NodeNotifier notifier) : IWorkspaceFeed
{
    private readonly WatchRegistry<FeedChange, FeedChange> _watches = new(change => change);

    public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => _watches.Add(workspace, _ => true);

    public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null)
    {
        var change = new FeedChange(topic, id);
        PublishHere(workspace, change);
        notifier.Tell(NodeMessage.OfChange(workspace, change));
    }

    public void PublishHere(WorkspaceId workspace, FeedChange change) => _watches.Publish(workspace, change);

    public void Resync() => _watches.Resync();
}
