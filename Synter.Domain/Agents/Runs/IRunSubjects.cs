using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>What runs are runs of. Hiring answers; the engine knows neither configs nor catalogues.</summary>
public interface IRunSubjects
{
    /// <summary>
    /// What a run of this goal would be pinned to now. Refused when there is no such goal in the workspace, or when the goal or
    /// its agent may not run in its state.
    /// </summary>
    Task<Result<RunTarget>> FindAsync(WorkspaceId workspace, GoalId goal, CancellationToken cancellationToken);

    /// <summary>
    /// Loads exactly the pinned revisions; null when they are gone. Revisions never change, so the engine keeps the answer for a while.
    /// </summary>
    Task<RunSubject?> LoadAsync(RunTarget target, CancellationToken cancellationToken);
}
