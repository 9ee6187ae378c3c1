using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>
/// What a run is a run of, pinned when it is queued: whatever is saved meanwhile, the run sees these revisions.
/// </summary>
/// <param name="Agent">Null, with its revision, for platform agents that nobody hired.</param>
/// <param name="Goal">Null, with its revision, for runs by parameters alone.</param>
/// <param name="ConcurrencyKey">At most one run with this key has a lease at a time; null for no such limit.</param>
public sealed record RunTarget(
    WorkspaceId Workspace,
    string AgentTypeId,
    int AgentTypeVersion,
    HiredAgentId? Agent = null,
    int? ConfigRevision = null,
    GoalId? Goal = null,
    int? GoalRevision = null,
    string? ConcurrencyKey = null)
{
    /// <summary>
    /// A goal of a hired agent, which does one thing at a time: it speaks to its accounts with one voice, within their limits, and
    /// two runs never write from the same state. Its runs wait for each other, those of other agents do not.
    /// </summary>
    public static RunTarget OfGoal(
        WorkspaceId workspace, string agentTypeId, int agentTypeVersion, HiredAgentId agent, int? configRevision, GoalId goal, int goalRevision) =>
        new(workspace, agentTypeId, agentTypeVersion, agent, configRevision, goal, goalRevision, ConcurrencyKey: agent.ToString());
}
