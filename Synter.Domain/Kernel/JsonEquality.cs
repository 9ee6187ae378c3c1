using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.Kernel;

/// <summary>Equality as JSON Schema means it: <c>1</c> is <c>1.0</c>, and the order of members does not matter.</summary>
public static class JsonEquality
{
    public static bool AreEqual(JsonNode? left, JsonNode? right) => string.Equals(Key(left), Key(right), StringComparison.Ordinal);

    /// <summary>The same text for equal values, so that many can be compared at once.</summary>
    public static string Key(JsonNode? node) => node switch
    {
        JsonObject obj => $"{{{string.Join(',', obj.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => Quoted(m.Key) + ':' + Key(m.Value)))}}}",
        JsonArray list => $"[{string.Join(',', list.Select(Key))}]",
        null => "null",
        _ when node.GetValueKind() == JsonValueKind.String => Quoted(node.GetValue<string>()),
        _ when JsonNumbers.TryRead(node, out var number) => number.ToString("0.############################", CultureInfo.InvariantCulture),
        _ => node.ToJsonString(),
    };

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
