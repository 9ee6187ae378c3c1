using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Text;

/// <summary>One place where two JSON values differ.</summary>
/// <param name="Path">A JSON Pointer.</param>
/// <param name="Before">Null where there was nothing.</param>
/// <param name="After">Null where there is nothing any more.</param>
public readonly record struct JsonChange(string Path, string? Before, string? After);

/// <summary>What changed between two JSON values, path by path. What did not change is left out.</summary>
public static class JsonDiff
{
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<JsonChange> Between(JsonNode? before, JsonNode? after)
    {
        var changes = new List<JsonChange>();
        Walk("", before, after, changes);
        return changes;
    }

    private static void Walk(string path, JsonNode? before, JsonNode? after, List<JsonChange> changes)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return;
        }

        switch (before ?? Like(after), after ?? Like(before))
        {
            case (JsonObject left, JsonObject right):
                foreach (var key in left.Select(p => p.Key).Union(right.Select(p => p.Key)))
                {
                    Walk(JsonPointer.Append(path, key), left[key], right[key], changes);
                }

                break;

            case (JsonArray left, JsonArray right):
                for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
                {
                    Walk(JsonPointer.Append(path, i), left.ElementAtOrDefault(i), right.ElementAtOrDefault(i), changes);
                }

                break;

            default:
                changes.Add(new JsonChange(path, Write(before), Write(after)));
                break;
        }
    }

    /// <summary>An empty container of the same kind, so that what came or went whole is told leaf by leaf.</summary>
    private static JsonNode? Like(JsonNode? other) => other switch
    {
        JsonObject { Count: > 0 } => new JsonObject(),
        JsonArray { Count: > 0 } => new JsonArray(),
        _ => null,
    };

    private static string? Write(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => node.ToJsonString(s_readable),
    };
}
