using Synter.Domain.Agents.Runs;

namespace Synter.Domain.DataGen;

/// <summary>Where a dataset is, in the four words its API has.</summary>
public enum DatasetStatus
{
    /// <summary>Waits for a worker.</summary>
    Queued,

    /// <summary>Records are being made, or wait for another attempt.</summary>
    Running,

    /// <summary>Ended with records; some may have failed.</summary>
    Succeeded,

    /// <summary>Ended without a single record, by a person, or by an error that concerns all of it. What was made is kept.</summary>
    Failed,
}

public static class DatasetStates
{
    /// <summary>How the state of its newest run shows as that of the dataset.</summary>
    public static DatasetStatus Of(RunStatus run, bool hasStarted) => run switch
    {
        // A lapsed lease puts a run back into the queue; for whoever waits it is under way.
        RunStatus.Queued => hasStarted ? DatasetStatus.Running : DatasetStatus.Queued,
        RunStatus.Running or RunStatus.Retrying => DatasetStatus.Running,
        RunStatus.Succeeded => DatasetStatus.Succeeded,
        RunStatus.Failed or RunStatus.FailedAuth or RunStatus.FailedSchema or RunStatus.Cancelled => DatasetStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(run)),
    };
}
