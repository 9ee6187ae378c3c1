namespace Synter.Domain.Agents.Runs;

/// <summary>What kind of failure a provider's answer was. Classified once, in the provider's client.</summary>
public enum FailureClass
{
    /// <summary>5xx, 429, network, time-out: worth another attempt.</summary>
    Transient,

    /// <summary>401, 403 or the provider's own code: a person must reconnect.</summary>
    Auth,

    /// <summary>An answer of unexpected shape.</summary>
    Schema,

    /// <summary>The provider understood and said no: another attempt would say the same.</summary>
    Rejected,

    /// <summary>Our own bug.</summary>
    Internal,

    /// <summary>The process died under the run, five times.</summary>
    Crashed,
}

/// <summary>A provider's failure, told in a sentence that may be shown to people.</summary>
/// <param name="code">Stable, lower snake case, as in <c>rate_limited</c>.</param>
/// <param name="message">What happened, then what to do; never a payload or a secret.</param>
public sealed class ProviderException(FailureClass failureClass, string code, string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public FailureClass Class { get; } = failureClass;

    public string Code { get; } = code;

    /// <summary>What the provider asked for in <c>Retry-After</c>.</summary>
    public TimeSpan? RetryAfter { get; } = retryAfter;

    /// <summary>
    /// Whether the request may have reached the provider: a time-out or a cut connection after sending. A write in doubt is
    /// read back, never sent again blindly.
    /// </summary>
    public bool InDoubt { get; init; }
}
