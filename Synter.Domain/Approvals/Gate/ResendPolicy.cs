using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Approvals.Gate;

/// <summary>
/// When a refused effect is sent again by itself: only when the provider said that it did not take it and when to come back.
/// Everything else waits for a person, because a plain server error does not say that nothing happened.
/// </summary>
public static class ResendPolicy
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="attempts">How often it was sent so far.</param>
    /// <returns>Null when a person must say so.</returns>
    public static TimeSpan? WaitAfter(ProviderException failure, int attempts) => failure switch
    {
        { InDoubt: true } => null,
        { Class: FailureClass.Transient, RetryAfter: { } wait } when attempts <= EffectStates.MaxRetries =>
            wait < Shortest ? Shortest : wait > Longest ? null : wait,
        _ => null,
    };
}
