using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Domain.Inference;

/// <summary>
/// Finds the one JSON object in a model's reply: plain JSON, JSON in a fence, or JSON after prose. What could be read two ways is a fault,
/// never a guess. Reads each character a bounded number of times, whatever the reply.
/// </summary>
public static class ReplyParser
{
    private const int MaxDepth = 64;
    private const string ThinkingBegins = "<think>";
    private const string ThinkingEnds = "</think>";

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = MaxDepth };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = MaxDepth };

    public static ObjectReply Parse(string reply)
    {
        // Encoding puts U+FFFD in place of half surrogate pairs.
        var utf8 = Encoding.UTF8.GetBytes(WithoutThinking(reply));
        JsonRange? found = null;
        for (var at = 0; at < utf8.Length;)
        {
            var begin = utf8.AsSpan(at).IndexOfAny((byte)'{', (byte)'[');
            if (begin < 0)
            {
                break;
            }

            at += begin;
            var piece = Measure(utf8, at);
            switch (piece.Kind)
            {
                case PieceKind.Open when utf8.AsSpan(at).Contains((byte)'{'):
                    return ObjectReply.Wrong(found is null ? ReplyFault.Truncated : ReplyFault.Several);
                case PieceKind.Whole when utf8[at] == (byte)'{':
                    if (found is not null)
                    {
                        return ObjectReply.Wrong(ReplyFault.Several);
                    }

                    found = new JsonRange(at, piece.Length);
                    at += piece.Length;
                    break;
                case PieceKind.Whole when utf8.AsSpan(at, piece.Length).Contains((byte)'{'):
                    return ObjectReply.Wrong(ReplyFault.NotAnObject);
                case PieceKind.Whole:
                    // A footnote such as [1].
                    at += piece.Length;
                    break;
                default:
                    // A brace or bracket of the prose.
                    at++;
                    break;
            }
        }

        return found is { } range ? Read(utf8.AsSpan(range.Begin, range.Length)) : ObjectReply.Wrong(IsOtherJson(utf8) ? ReplyFault.NotAnObject : ReplyFault.None);
    }

    private static ObjectReply Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonNode.Parse(utf8, documentOptions: Strict) is JsonObject read && Unstorable.Find(read).Count == 0
                ? ObjectReply.Of(read)
                : ObjectReply.Wrong(ReplyFault.Unusable);
        }
        catch (Exception unusable) when (unusable is JsonException or ArgumentException or InvalidOperationException)
        {
            return ObjectReply.Wrong(ReplyFault.Unusable);
        }
    }

    private static Piece Measure(byte[] utf8, int at)
    {
        // Not the final block: an object without an end is told from one that is wrong.
        var reader = new Utf8JsonReader(utf8.AsSpan(at), isFinalBlock: false, new JsonReaderState(Reading));
        try
        {
            reader.Read();
            return reader.TrySkip() ? new Piece(PieceKind.Whole, (int)reader.BytesConsumed) : new Piece(PieceKind.Open, 0);
        }
        catch (JsonException)
        {
            return new Piece(PieceKind.No, 0);
        }
    }

    private static bool IsOtherJson(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Some models think aloud first; a draft in there is not the answer.</summary>
    private static string WithoutThinking(string reply)
    {
        if (!reply.AsSpan().TrimStart().StartsWith(ThinkingBegins, StringComparison.OrdinalIgnoreCase))
        {
            return reply;
        }

        var end = reply.IndexOf(ThinkingEnds, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? "" : reply[(end + ThinkingEnds.Length)..];
    }

    private enum PieceKind
    {
        No,
        Open,
        Whole,
    }

    private readonly record struct Piece(PieceKind Kind, int Length);

    private readonly record struct JsonRange(int Begin, int Length);
}
