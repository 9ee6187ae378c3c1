namespace Synter.Web.Api;

/// <summary>
/// Says that an endpoint honours <c>Idempotency-Key</c>. Put on every POST that creates or acts; the work is done by
/// <see cref="IdempotencyMiddleware"/>, which sees the whole request and the whole answer.
/// </summary>
public static class Idempotency
{
    public const string Header = "Idempotency-Key";

    /// <summary>Set on an answer that was given before.</summary>
    public const string ReplayedHeader = "Idempotency-Replayed";

    public static TBuilder WithIdempotency<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(Honoured.Instance);

    public static bool IsHonouredBy(Endpoint endpoint) => endpoint.Metadata.GetMetadata<Honoured>() is not null;

    private sealed class Honoured
    {
        public static readonly Honoured Instance = new();
    }
}
