using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Stops an agent's goals from coming due. What runs already goes on.</summary>
public sealed class PauseAgent(HiringDesk desk)
{
    public Task<Result<Done>> ExecuteAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) => desk.ChangeAsync(
        actor, id, (agent, _, at) => agent.Pause(at), _ => AuditEntry.By(actor, "agent.paused", id.ToString(), []), cancellationToken);
}
