using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>A feed that nobody watches; it remembers what was published.</summary>
public sealed class SilentFeed : IWorkspaceFeed
{
    private readonly List<(WorkspaceId Workspace, FeedTopic Topic, string? Id)> _published = [];

    public IReadOnlyList<(WorkspaceId Workspace, FeedTopic Topic, string? Id)> Published => _published;

    public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null) => _published.Add((workspace, topic, id));

    public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => throw new NotSupportedException("Nobody watches here.");
}
