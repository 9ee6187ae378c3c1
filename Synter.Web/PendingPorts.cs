using Microsoft.Extensions.DependencyInjection.Extensions;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Web;

/// <summary>Ports whose adapters are still on their way: nothing is limited. Goes when they are there.</summary>
internal static class PendingPorts
{
    public static void AddPendingPorts(this IServiceCollection services)
    {
        services.TryAddSingleton<IUsageLimits, Unlimited>();
    }

    private sealed class Unlimited : IUsageLimits
    {
        public ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken) => new([]);
    }
}
