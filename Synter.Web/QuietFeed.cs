using Synter.Domain.Kernel;

namespace Synter.Web;

/// <summary>Tells nobody. It stands in until the run engine brings the feed.</summary>
internal sealed class QuietFeed : IWorkspaceFeed
{
    public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null)
    {
    }

    public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => new Silence();

    private sealed class Silence : IFeedWatch<FeedChange>
    {
        public async ValueTask<FeedBatch<FeedChange>> ReadAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new FeedBatch<FeedChange>([], Resync: false);
        }

        public void Dispose()
        {
        }
    }
}
