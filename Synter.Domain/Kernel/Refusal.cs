namespace Synter.Domain.Kernel;

/// <summary>The family of a refusal, which decides how the HTTP boundary answers.</summary>
public enum RefusalKind
{
    /// <summary>400: not readable at all, such as a made-up cursor.</summary>
    Malformed,

    /// <summary>422: the request is understood, its content is wrong.</summary>
    Invalid,

    /// <summary>403: not allowed to this actor, or denied by the gate.</summary>
    Denied,

    /// <summary>404: not there, or another workspace's.</summary>
    NotFound,

    /// <summary>409: stale revision or wrong state.</summary>
    Conflict,

    /// <summary>429: too often; try again later.</summary>
    TooMany,
}

/// <summary>One thing wrong with a request.</summary>
/// <param name="Pointer">A JSON Pointer into the request body, as in <c>/config/brand_name</c>.</param>
/// <param name="Message">A sentence a customer understands, with the mend.</param>
public sealed record FieldError(string Pointer, string Message);

/// <summary>Why a use case said no: something a person caused or must read. Bugs are exceptions.</summary>
/// <param name="Code">Stable, lower snake case; part of the HTTP contract.</param>
/// <param name="Message">What happened, then what to do.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Message)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>When to try again, for <see cref="RefusalKind.TooMany"/>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The denial this refusal was recorded under, when the gate made it.</summary>
    public CorrelationId? Correlation { get; init; }
}
