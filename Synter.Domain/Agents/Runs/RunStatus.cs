namespace Synter.Domain.Agents.Runs;

/// <summary>Where a run is, and who is waiting for whom.</summary>
public enum RunStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>A worker holds its lease.</summary>
    Running,

    /// <summary>Waits for its next attempt after a transient error.</summary>
    Retrying,

    /// <summary>Ended well; its deliverables wait for people.</summary>
    Succeeded,

    /// <summary>Ended: attempts used up, a bug, or a crash five times over.</summary>
    Failed,

    /// <summary>Ended: a provider refused the sign-in. Waits for a person to reconnect.</summary>
    FailedAuth,

    /// <summary>Ended: a provider answered in an unexpected shape. Waits for a new version of Synter.</summary>
    FailedSchema,

    /// <summary>Ended by a person.</summary>
    Cancelled,
}

public static class RunStates
{
    /// <summary>The whole life of a run; what is not listed is refused (KERNEL 4).</summary>
    public static bool Allows(this RunStatus from, RunStatus to) => (from, to) switch
    {
        (RunStatus.Queued, RunStatus.Running or RunStatus.Cancelled) => true,
        (RunStatus.Running, RunStatus.Retrying or RunStatus.Queued) => true,
        (RunStatus.Running, _) => to.IsEnded(),
        (RunStatus.Retrying, RunStatus.Running or RunStatus.Cancelled) => true,
        _ => false,
    };

    public static bool IsEnded(this RunStatus status) => status switch
    {
        RunStatus.Queued or RunStatus.Running or RunStatus.Retrying => false,
        RunStatus.Succeeded or RunStatus.Failed or RunStatus.FailedAuth or RunStatus.FailedSchema or RunStatus.Cancelled => true,
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };
}
