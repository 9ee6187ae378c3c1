using Synter.Domain.Kernel;

namespace Synter.Domain.Sandbox;

/// <summary>How a simulated provider's answers fail.</summary>
public enum FaultMode
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>Nothing is done, and it answers with a status and its own error body.</summary>
    Status,

    /// <summary>It does the thing at once and answers late.</summary>
    Slow,

    /// <summary>It does the thing and answers half a body.</summary>
    Malformed,

    /// <summary>Nothing is done, and the connection is closed without an answer.</summary>
    DropBefore,

    /// <summary>It does the thing and closes the connection without an answer.</summary>
    DropAfterAccept,

    /// <summary>
    /// It does the thing with another text than it was sent, and answers as if nothing were. A model chats in place of a record.
    /// </summary>
    Altered,
}

/// <summary>How the next answers of a provider fail.</summary>
/// <param name="Times">How many more of them.</param>
public sealed record SandboxFault(string Provider, FaultMode Mode, int Status, TimeSpan Delay, TimeSpan? RetryAfter, int Times)
{
    public const int DefaultStatus = 500;

    /// <summary>Longer than any client waits.</summary>
    public static readonly TimeSpan DefaultDelay = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(10);

    private const int MostTimes = 1_000_000;

    /// <summary>What is left out has its default; once, unless it says how often.</summary>
    public static Result<SandboxFault> Create(string provider, FaultMode mode, int? status, int? delayMs, int? retryAfterS, int? times)
    {
        FieldError?[] errors =
        [
            SandboxProviders.All.Contains(provider) ? null : new("/provider", $"The sandbox plays {string.Join(" and ", SandboxProviders.All)}."),
            status is null or (>= 400 and <= 599) ? null : new("/status", "Choose a status from 400 to 599."),
            delayMs is null || (delayMs >= 0 && delayMs <= LongestDelay.TotalMilliseconds) ? null : new("/delay_ms", "Choose 0 to 600000 milliseconds."),
            retryAfterS is null or (>= 0 and <= 86_400) ? null : new("/retry_after_s", "Choose 0 to 86400 seconds."),
            times is null or (>= 1 and <= MostTimes) ? null : new("/times", "Choose 1 to 1000000 answers."),
        ];
        return errors.OfType<FieldError>().ToList() is { Count: > 0 } wrong
            ? Refusals.Invalid(wrong)
            : new SandboxFault(
                provider,
                mode,
                status ?? DefaultStatus,
                delayMs is { } ms ? TimeSpan.FromMilliseconds(ms) : DefaultDelay,
                retryAfterS is { } s ? TimeSpan.FromSeconds(s) : null,
                mode == FaultMode.None ? 0 : times ?? 1);
    }
}

/// <summary>The providers there are simulations of.</summary>
public static class SandboxProviders
{
    public const string Facebook = "facebook";

    public const string X = "x";

    /// <summary>The offline generator, in place of a language model.</summary>
    public const string Inference = "inference";

    /// <summary>A service to practise signing in with.</summary>
    public const string Identity = "identity";

    public static readonly IReadOnlyList<string> All = [Facebook, X, Inference, Identity];
}
