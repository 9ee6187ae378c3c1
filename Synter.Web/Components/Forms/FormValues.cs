using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Forms;

/// <summary>Between what a person types and JSON.</summary>
public static class FormValues
{
    /// <summary>Writes a value where a pointer leads, making objects on the way; null removes it, and objects left empty by that.</summary>
    /// <param name="keep">Whether an emptied object stays: one that was saved empty is not ours to remove.</param>
    public static void Write(JsonObject root, string pointer, JsonNode? value, Func<string, bool> keep)
    {
        var steps = JsonPointer.Steps(pointer)!;
        if (value is null)
        {
            Remove(root, steps, keep);
            return;
        }

        JsonNode parent = root;
        foreach (var step in steps.SkipLast(1))
        {
            parent = parent is JsonArray list ? list[Index(step)]! : parent[step] ??= new JsonObject();
        }

        if (parent is JsonArray entries)
        {
            entries[Index(steps[^1])] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }
    }

    public static string Text(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();

    /// <summary>Empty text is no value: whether one is needed, the schema says.</summary>
    public static JsonNode? FromText(string? text) => string.IsNullOrEmpty(text) ? null : JsonValue.Create(text);

    /// <summary>What is no number stays as typed, so that the person sees it and the schema refuses it.</summary>
    public static JsonNode? FromNumber(string? text)
    {
        var typed = text?.Trim();
        return string.IsNullOrEmpty(typed) ? null
            : decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(typed);
    }

    public static IReadOnlyList<string> Texts(JsonNode? value) =>
        value is JsonArray list ? [.. list.Where(v => v is not null).Select(v => Text(v!))] : [];

    public static JsonArray FromTexts(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)JsonValue.Create(t))];

    /// <summary>Defaults and fixed values, for a form where nothing was saved yet.</summary>
    public static void FillDefaults(SchemaNode node, JsonObject value)
    {
        foreach (var field in node.Properties.Where(f => !value.ContainsKey(f.Name!)))
        {
            if ((field.IsFixed ? field.Const : field.Default) is { } given)
            {
                value[field.Name!] = given.DeepClone();
            }
            else if (field.Widget == Widget.Group)
            {
                var nested = new JsonObject();
                FillDefaults(field, nested);
                if (nested.Count > 0)
                {
                    value[field.Name!] = nested;
                }
            }
        }
    }

    private static void Remove(JsonObject root, IReadOnlyList<string> steps, Func<string, bool> keep)
    {
        for (var depth = steps.Count; depth > 0; depth--)
        {
            var parentPointer = steps.Take(depth - 1).Aggregate("", JsonPointer.Append);
            if (JsonPointer.Find(root, parentPointer) is not JsonObject parent)
            {
                return;
            }

            parent.Remove(steps[depth - 1]);
            if (parent.Count > 0 || keep(parentPointer))
            {
                return;
            }
        }
    }

    private static int Index(string step) => int.Parse(step, CultureInfo.InvariantCulture);
}
