using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>An agent that was let go changes nothing any more, whatever was approved of it.</summary>
internal sealed class AgentPolicies(SynterDatabase database) : IAgentPolicies
{
    public async Task<string?> ForbidsAsync(WorkspaceId workspace, HiredAgentId agent, GateEffect effect, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var found = await context.Set<HiredAgent>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == agent, cancellationToken);
        return found switch
        {
            null => "The agent that proposed this is not there any more.",
            { Status: HiredAgentStatus.Ended } => $"{found.Nickname} was let go and changes nothing any more. Reject this, or hire it again.",
            _ => null,
        };
    }
}
