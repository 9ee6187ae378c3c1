using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>Lets an agent go, its goals with it. There is no way back; its runs and drafts stay readable.</summary>
public sealed class EndAgent(HiringDesk desk)
{
    public Task<Result<Done>> ExecuteAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) => desk.ChangeAsync(
        actor, id, (agent, _, at) => agent.End(at), _ => AuditEntry.By(actor, "agent.ended", id.ToString(), []), cancellationToken);
}
