namespace Synter.Domain.Agents.Runs;

/// <summary>When a run is tried again (seed 1 §2.3): after 1, 4, 10 and 10 minutes, five attempts in all.</summary>
public static class RetryPolicy
{
    public const int MaxAttempts = 5;

    private static readonly TimeSpan[] BackOff =
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)];

    /// <summary>How long to wait after a failed attempt, or null when there is none left or trying again cannot help.</summary>
    /// <param name="attempt">The attempt that failed, from 1.</param>
    /// <param name="retryAfter">What the provider asked for; honoured when longer than ours.</param>
    public static TimeSpan? WaitAfter(int attempt, FailureClass failure, TimeSpan? retryAfter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        if (failure != FailureClass.Transient || attempt >= MaxAttempts)
        {
            return null;
        }

        var wait = BackOff[attempt - 1];
        return retryAfter > wait ? retryAfter : wait;
    }

    /// <summary>How a run ends that is not tried again.</summary>
    public static RunStatus EndFor(FailureClass failure) => failure switch
    {
        FailureClass.Auth => RunStatus.FailedAuth,
        FailureClass.Schema => RunStatus.FailedSchema,
        FailureClass.Transient or FailureClass.Rejected or FailureClass.Internal or FailureClass.Crashed => RunStatus.Failed,
        _ => throw new ArgumentOutOfRangeException(nameof(failure)),
    };
}
