using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>What a hired agent's type and its own state let it change. Hiring answers.</summary>
public interface IAgentPolicies
{
    /// <summary>A sentence why this agent may not make this change now; null when it may.</summary>
    Task<string?> ForbidsAsync(WorkspaceId workspace, HiredAgentId agent, GateEffect effect, CancellationToken cancellationToken);
}
