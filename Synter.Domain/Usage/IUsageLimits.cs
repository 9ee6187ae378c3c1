using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Usage;

/// <summary>
/// Which limits hold for a hired agent now: the trial and the budget of its definition's <c>enforcement_defaults</c>, as far as
/// its trial still runs. Hiring answers; asked before each run, so mostly from memory.
/// </summary>
public interface IUsageLimits
{
    ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken);
}
