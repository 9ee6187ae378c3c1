using Synter.Domain.Agents.Runs;

namespace Synter.Domain.DataGen.Making;

/// <summary>How patient one record is with its server. The others go on meanwhile.</summary>
public static class RecordRetry
{
    public const int MostFailures = 5;

    /// <summary>A server that asks for more has no time for this dataset; «retry failed» comes back to it.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private const int MostTimeouts = 2;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);

    /// <summary>How long to wait after the <paramref name="failures"/>th failed call, or null when trying again is not worth it.</summary>
    public static TimeSpan? WaitAfter(int failures, ProviderException failure)
    {
        if (failure.Class != FailureClass.Transient || failures >= (failure.Code == "timeout" ? MostTimeouts : MostFailures) || failure.RetryAfter > LongestWait)
        {
            return null;
        }

        var own = First * (1 << (failures - 1));
        return failure.RetryAfter > own ? failure.RetryAfter : own;
    }
}
