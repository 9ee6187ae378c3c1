using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Synter.Infrastructure.CStore;

/// <summary>The body of a write whose value, JSON as text, comes in pieces and leaves as they come.</summary>
internal sealed class PiecewiseValue : HttpContent
{
    private readonly string _key;
    private readonly IAsyncEnumerable<ReadOnlyMemory<byte>> _json;
    private readonly IReadOnlyList<string> _peers;

    public PiecewiseValue(string key, IAsyncEnumerable<ReadOnlyMemory<byte>> json, IReadOnlyList<string> peers)
    {
        (_key, _json, _peers) = (key, json, peers);
        Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var body = new Utf8JsonWriter(stream);
        body.WriteStartObject();
        body.WriteString("key", _key);
        body.WritePropertyName("value");
        await foreach (var piece in _json.WithCancellation(cancellationToken))
        {
            body.WriteStringValueSegment(piece.Span, isFinalSegment: false);
            await body.FlushAsync(cancellationToken);
        }

        body.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
        body.WriteStartArray("chainstore_peers");
        foreach (var peer in _peers)
        {
            body.WriteStringValue(peer);
        }

        body.WriteEndArray();
        body.WriteEndObject();
        await body.FlushAsync(cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
