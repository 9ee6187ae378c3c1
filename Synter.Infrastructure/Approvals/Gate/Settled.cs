using Synter.Domain.Approvals.Gate;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>How an attempt ended, to be written down.</summary>
/// <param name="State">The effect's state from now on.</param>
/// <param name="RetryAt">When it is sent again by itself.</param>
public sealed record Settled(
    EffectState State,
    AttemptOutcome Outcome,
    string? ProviderRef = null,
    string? ProviderUrl = null,
    string? ProblemCode = null,
    string? Problem = null,
    DateTimeOffset? RetryAt = null)
{
    /// <summary>What stands there other than it was approved is no end: a person must look.</summary>
    public static Settled Sent(Sent sent) => sent.Differs is { } differs
        ? new(EffectState.Unknown, AttemptOutcome.Differs, sent.ProviderRef, sent.Url, EffectView.DiffersCode, differs)
        : new(EffectState.Executed, AttemptOutcome.Sent, sent.ProviderRef, sent.Url);

    public static Settled Refused(string code, string problem, DateTimeOffset? retryAt) =>
        new(EffectState.Failed, AttemptOutcome.Refused, ProblemCode: code, Problem: problem, RetryAt: retryAt);
}
