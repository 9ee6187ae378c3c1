using Synter.Domain.Kernel;

namespace Synter.Domain.Vault;

/// <summary>What came of asking a provider whether a credential works.</summary>
public enum ProbeOutcome
{
    /// <summary>The provider took it.</summary>
    Works,

    /// <summary>The provider refused it: a person must reconnect.</summary>
    Refused,

    /// <summary>The provider could not be asked: network, 5xx, time-out. Says nothing about the credential.</summary>
    Unreachable,
}

/// <param name="Message">A sentence for people; never a payload, never the secret.</param>
public sealed record ProbeAnswer(ProbeOutcome Outcome, string Message);

/// <summary>A probe's answer and when it was given.</summary>
public sealed record CredentialTest(ProbeOutcome Outcome, string Message, DateTimeOffset At)
{
    public bool Works => Outcome == ProbeOutcome.Works;
}

/// <summary>
/// Asks one provider, by reading only, whether a credential works. Lives beside the provider's reader; a provider without
/// one leaves its credentials untested.
/// </summary>
public interface ICredentialProbe
{
    /// <summary>As in <c>facebook</c>.</summary>
    string Provider { get; }

    /// <summary>The fields a secret of this provider must have, the one whose end is shown first.</summary>
    IReadOnlyList<string> SecretFields { get; }

    /// <summary>Answers within a few seconds; a failure is an answer, not an exception.</summary>
    Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken);
}
