namespace Synter.Infrastructure.Sandbox;

/// <summary>A request that arrived. Written in the transaction that decides its answer.</summary>
internal sealed class SandboxRequestRow
{
    public long Seq { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Provider { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required string Query { get; init; }

    public required string Headers { get; init; }

    public required string Body { get; init; }

    public string? EffectId { get; init; }

    public string? IdempotencyKey { get; init; }

    public required string Outcome { get; init; }
}

/// <summary>A post at a simulated provider.</summary>
internal sealed class SandboxPostRow
{
    public required string Provider { get; init; }

    /// <summary>The provider's own id.</summary>
    public required string Id { get; init; }

    /// <summary>Orders the posts of a moment.</summary>
    public long Seq { get; init; }

    public required string Account { get; init; }

    public required string Text { get; init; }

    public string? Link { get; init; }

    /// <summary>False for drafts, which no reader of the page sees.</summary>
    public required bool IsPublished { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    public string? EffectId { get; init; }
}

/// <summary>How the next answers of a provider fail.</summary>
internal sealed class SandboxFaultRow
{
    public required string Provider { get; init; }

    public required Domain.Sandbox.FaultMode Mode { get; init; }

    public required int Status { get; init; }

    public required int DelayMs { get; init; }

    public int? RetryAfterS { get; init; }

    public required int Times { get; init; }
}
