namespace Synter.Domain.Kernel;

/// <summary>What kind of thing changed in a workspace.</summary>
public enum FeedTopic
{
    Runs,
    Goals,
    Agents,
    Deliverables,
    Approvals,
    Effects,
    Denials,
    Credentials,
    Audit,
    Datasets,

    /// <summary>The workspace itself: the stop of all changes, its settings.</summary>
    Workspace,
}

/// <param name="Id">The prefixed id of what changed; null when more changed than is worth telling: read the list again.</param>
public readonly record struct FeedChange(FeedTopic Topic, string? Id);

/// <summary>
/// Tells open pages, on every node, that something of a workspace changed; they read it back. Everyone may publish, after the
/// commit: never inside a transaction, or a reader would look before there is something to see.
/// </summary>
public interface IWorkspaceFeed
{
    /// <summary>Never waits and never throws.</summary>
    void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null);

    /// <summary>Watch first, then read the snapshot.</summary>
    IFeedWatch<FeedChange> Watch(WorkspaceId workspace);
}
