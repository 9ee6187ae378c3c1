using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>What stands above every tab of an agent: the selector, its state, counts on the tabs.</summary>
/// <param name="Zone">The agent's: its config's, else the workspace's.</param>
/// <param name="Waiting">Its drafts that wait for review.</param>
/// <param name="HasGoals">Whether its type works to goals; one without works when it is asked to.</param>
public sealed record AgentFrame(IReadOnlyList<HiredAgentSummary> Agents, HiredAgentView View, string Zone, int Waiting, bool HasGoals)
{
    public HiredAgentSummary Summary => Agents.First(agent => agent.Id == View.Id);

    public TimeZoneInfo Clock => Zones.Find(Zone);

    /// <summary>Where an agent without goals is asked to work; null when nobody knows.</summary>
    public (string Href, string Name)? AskedAt => View.AgentTypeId == DataGenConstants.AgentTypeId ? ("/datasets", "Datasets") : null;
}

/// <summary>Reads it, for each of the tabs alike.</summary>
public sealed class AgentFrames(IHiringQueries hiring, IReviewQueries review, IAgentCatalog catalog)
{
    /// <summary>Null when the workspace has no such agent.</summary>
    public async Task<AgentFrame?> LoadAsync(Actor actor, string id, TimeZoneInfo workspaceZone, CancellationToken cancellationToken)
    {
        if (!StrongId.TryParse<HiredAgentId>(id, out var agent) || await hiring.FindAsync(actor, agent, cancellationToken) is not { } view)
        {
            return null;
        }

        var agents = await hiring.SummaryAsync(actor, cancellationToken);
        var waiting = await review.CountAsync(actor.Workspace, DeliverableFilter.Waiting with { Agent = agent }, cancellationToken);
        var type = await catalog.FindAsync(view.AgentTypeId, view.Version, cancellationToken);
        var zone = view.Config["timezone"]?.ToString();
        return agents.Any(other => other.Id == agent)
            ? new AgentFrame(agents, view, Zones.TryFind(zone, out _) ? zone : workspaceZone.Id, waiting, type is not { GoalTemplates: [] })
            : null;
    }
}
