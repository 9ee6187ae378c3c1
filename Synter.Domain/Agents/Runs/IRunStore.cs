using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>What a cancel did.</summary>
public enum CancelOutcome
{
    /// <summary>It waited; it is cancelled now.</summary>
    Cancelled,

    /// <summary>It runs; its node was told to stop it.</summary>
    Asked,

    /// <summary>It had ended before.</summary>
    AlreadyEnded,

    /// <summary>There is no such run in the workspace.</summary>
    NotFound,
}

/// <summary>Runs as use cases see them: put into the queue, called back.</summary>
public interface IRunStore
{
    /// <summary>Commits the run to the queue and wakes the workers.</summary>
    Task<StartedRun> EnqueueAsync(RunStart start, CancellationToken cancellationToken);

    Task<CancelOutcome> CancelAsync(WorkspaceId workspace, RunId run, CancellationToken cancellationToken);
}
