using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen.Making;

/// <summary>
/// Guesses the schema of records from a few of them: types, what each has, and formats that every text keeps. Limits are never guessed: a few
/// records say nothing about them.
/// </summary>
public static class SchemaInference
{
    private const int MaxDepth = 8;

    private static readonly string[] Formats = ["date-time", "date", "time", "email", "uuid", "uri", "ipv4"];

    private static readonly (SchemaTypes Type, string Name)[] Names =
    [
        (SchemaTypes.String, "string"), (SchemaTypes.Integer, "integer"), (SchemaTypes.Number, "number"), (SchemaTypes.Boolean, "boolean"),
        (SchemaTypes.Array, "array"), (SchemaTypes.Object, "object"), (SchemaTypes.Null, "null"),
    ];

    /// <summary>Every one of the records fits it; null where there are none.</summary>
    public static JsonObject? Infer(IReadOnlyCollection<JsonObject> records) =>
        records.Count == 0 ? null : Describe([.. records], depth: 0);

    private static JsonObject Describe(IReadOnlyList<JsonNode?> values, int depth)
    {
        var types = values.Aggregate(SchemaTypes.None, (all, value) => all | TypeOf(value));
        if (types.HasFlag(SchemaTypes.Number))
        {
            types &= ~SchemaTypes.Integer;
        }

        var schema = new JsonObject();
        if (types == SchemaTypes.None)
        {
            return schema;
        }

        string[] names = [.. Names.Where(n => types.HasFlag(n.Type)).Select(n => n.Name)];
        schema["type"] = names.Length == 1 ? names[0] : new JsonArray([.. names.Select(n => JsonValue.Create(n))]);
        if (types.HasFlag(SchemaTypes.String) && FormatOf([.. values.Where(v => TypeOf(v) == SchemaTypes.String).Select(v => v!.GetValue<string>())]) is { } format)
        {
            schema["format"] = format;
        }

        if (types.HasFlag(SchemaTypes.Object) && depth < MaxDepth)
        {
            DescribeFields([.. values.OfType<JsonObject>()], schema, depth);
        }

        if (types.HasFlag(SchemaTypes.Array) && depth < MaxDepth && values.OfType<JsonArray>().SelectMany(a => a).ToList() is { Count: > 0 } items)
        {
            schema["items"] = Describe(items, depth + 1);
        }

        return schema;
    }

    private static void DescribeFields(List<JsonObject> objects, JsonObject schema, int depth)
    {
        var properties = new JsonObject();
        foreach (var name in objects.SelectMany(o => o.Select(m => m.Key)).Distinct())
        {
            properties[name] = Describe([.. objects.Where(o => o.ContainsKey(name)).Select(o => o[name])], depth + 1);
        }

        if (properties.Count == 0)
        {
            return;
        }

        schema["properties"] = properties;
        string[] required = [.. properties.Select(p => p.Key).Where(name => objects.All(o => o.ContainsKey(name) && !IsEmpty(o[name])))];
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(n => JsonValue.Create(n))]);
        }
    }

    private static string? FormatOf(IReadOnlyCollection<string> texts) =>
        Formats.FirstOrDefault(format => texts.All(text => text.Length > 0 && SchemaFormat.Named(format).Fits(text)));

    private static bool IsEmpty(JsonNode? value) => value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 };

    private static SchemaTypes TypeOf(JsonNode? value) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Number => JsonNumbers.TryRead(value, out var number) && decimal.IsInteger(number) ? SchemaTypes.Integer : SchemaTypes.Number,
        JsonValueKind.String => SchemaTypes.String,
        JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
        JsonValueKind.Array => SchemaTypes.Array,
        JsonValueKind.Object => SchemaTypes.Object,
        _ => SchemaTypes.Null,
    };
}
