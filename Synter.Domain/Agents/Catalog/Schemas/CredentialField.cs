using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>A place in a value that should hold a credential's reference.</summary>
/// <param name="Label">What people call the field.</param>
/// <param name="Provider">Whose credential is asked for.</param>
/// <param name="Value">What stands there; it may be anything, a secret included, and is never shown.</param>
public sealed record CredentialField(string Pointer, string Label, string Provider, string Value)
{
    internal static IReadOnlyList<CredentialField> In(SchemaNode root, JsonNode? value)
    {
        var found = new List<CredentialField>();
        Collect(root, value, "", found);
        return found;
    }

    private static void Collect(SchemaNode? node, JsonNode? value, string pointer, List<CredentialField> found)
    {
        switch (value)
        {
            case JsonObject obj when node is not null:
                foreach (var (name, field) in obj)
                {
                    Collect(node.Field(name), field, JsonPointer.Append(pointer, name), found);
                }

                break;
            case JsonArray list when node?.Items is { } items:
                for (var i = 0; i < list.Count; i++)
                {
                    Collect(items, list[i], JsonPointer.Append(pointer, i), found);
                }

                break;
            case JsonValue when node?.Hints.Credential is { } provider && value.GetValueKind() == JsonValueKind.String:
                found.Add(new(pointer, node.Label, provider, value.GetValue<string>()));
                break;
        }
    }
}
