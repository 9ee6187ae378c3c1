using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Lets a paused agent's goals come due again, from now on: what was missed while it was paused stays missed.</summary>
public sealed class ResumeAgent(HiringDesk desk)
{
    public Task<Result<Done>> ExecuteAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) => desk.ChangeAsync(
        actor, id, (agent, zone, at) => agent.Resume(zone, at), _ => AuditEntry.By(actor, "agent.resumed", id.ToString(), []), cancellationToken);
}
