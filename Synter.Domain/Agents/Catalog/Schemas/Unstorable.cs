using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>
/// Finds what JSON's grammar lets through and PostgreSQL or .NET cannot hold: NUL, half surrogate pairs, repeated names.
/// It runs before anything else reads a value, so that nothing after it can trip over them.
/// </summary>
internal static class Unstorable
{
    public static List<SchemaError> Find(JsonNode? root)
    {
        var errors = new List<SchemaError>();
        Walk(root, "", errors);
        return errors;
    }

    private static void Walk(JsonNode? node, string pointer, List<SchemaError> errors)
    {
        switch (node)
        {
            case JsonObject obj:
                WalkObject(obj, pointer, errors);
                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    Walk(list[i], JsonPointer.Append(pointer, i), errors);
                }

                break;
            case JsonValue when node.GetValueKind() == JsonValueKind.String && !IsStorable(Text(node)):
                errors.Add(new(pointer, "This holds a character that cannot be stored. Remove it.", IsMissing: false));
                break;
        }
    }

    private static void WalkObject(JsonObject obj, string pointer, List<SchemaError> errors)
    {
        KeyValuePair<string, JsonNode?>[] members;
        try
        {
            members = [.. obj];
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // A name that is no text, or that stands there twice: the object cannot even be listed.
            errors.Add(new(pointer, "A field's name is repeated or holds a character that cannot be stored.", IsMissing: false));
            return;
        }

        foreach (var (name, value) in members)
        {
            if (IsStorable(name))
            {
                Walk(value, JsonPointer.Append(pointer, name), errors);
            }
            else
            {
                errors.Add(new(pointer, "A field's name holds a character that cannot be stored.", IsMissing: false));
            }
        }
    }

    private static string? Text(JsonNode node)
    {
        try
        {
            return node.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsStorable(string? text)
    {
        for (var i = 0; i < text?.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i]))))
            {
                return false;
            }
        }

        return text is not null;
    }
}
