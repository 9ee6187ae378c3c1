using System.Text.Json.Nodes;

namespace Synter.Infrastructure.Providers;

/// <summary>Reads JSON that may have any shape: what is not as expected is null and never an exception.</summary>
internal static class AnswerJson
{
    /// <summary>Walks down through objects.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string? AsText(this JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
