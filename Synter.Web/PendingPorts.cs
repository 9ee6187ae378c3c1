using Microsoft.Extensions.DependencyInjection.Extensions;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Web;

/// <summary>Ports whose adapters are still on their way: nothing is limited, nobody watches. Goes when they are there.</summary>
internal static class PendingPorts
{
    public static void AddPendingPorts(this IServiceCollection services)
    {
        services.TryAddSingleton<IUsageLimits, Unlimited>();
        services.TryAddSingleton<IWorkspaceFeed, Unwatched>();
    }

    private sealed class Unlimited : IUsageLimits
    {
        public ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken) => new([]);
    }

    private sealed class Unwatched : IWorkspaceFeed
    {
        public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null)
        {
        }

        public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => new Silence();
    }

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
