using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>The workspace's DataGen agent, which is hired with its first job.</summary>
public interface IDataGenAgent
{
    /// <summary>What a job's run is pinned to. Two first jobs at once hire one agent.</summary>
    Task<Result<RunTarget>> FindOrHireAsync(Actor actor, CancellationToken cancellationToken);
}
