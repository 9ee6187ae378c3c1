using System.Text.Json.Nodes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Pauses, resumes or ends one goal; the agent's other goals go on.</summary>
public sealed class MoveGoal(HiringDesk desk)
{
    public async Task<Result<GoalView>> ExecuteAsync(
        Actor actor, HiredAgentId id, GoalId goal, GoalStatus to, CancellationToken cancellationToken)
    {
        var moved = await desk.ChangeAsync(
            actor,
            id,
            (agent, zone, at) => agent.MoveGoal(goal, to, zone, at),
            _ => AuditEntry.By(actor, Kind(to), goal.ToString(), new JsonObject { ["hired_instance_id"] = id.ToString() }),
            cancellationToken);
        return moved.Then<GoalView>(g => GoalView.Of(g));
    }

    private static string Kind(GoalStatus to) => to switch
    {
        GoalStatus.Active => "goal.resumed",
        GoalStatus.Paused => "goal.paused",
        GoalStatus.Ended => "goal.ended",
        _ => throw new ArgumentOutOfRangeException(nameof(to)),
    };
}
