using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>What every change of a hired agent goes through: the role, the row lock, the audit, and the news of it.</summary>
public sealed class HiringDesk(IHiringStore store, IWorkspaceFeed feed, TimeProvider clock)
{
    /// <param name="change">Gets the agent, the workspace's zone and the time.</param>
    public async Task<Result<T>> ChangeAsync<T>(
        Actor actor,
        HiredAgentId id,
        Func<HiredAgent, TimeZoneInfo, DateTimeOffset, Result<T>> change,
        Func<T, AuditEntry> audit,
        CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ConfigureAgents) is { } lacking)
        {
            return lacking;
        }

        var now = clock.Now();
        var result = await store.ChangeAsync(actor, id, (agent, zone) => change(agent, zone, now), audit, cancellationToken);
        if (result.IsOk)
        {
            feed.Publish(actor.Workspace, FeedTopic.Agents, id.ToString());
            feed.Publish(actor.Workspace, FeedTopic.Goals, id.ToString());
        }

        return result;
    }
}
