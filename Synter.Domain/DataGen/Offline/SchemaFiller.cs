using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Domain.DataGen.Offline;

/// <summary>Fills a schema with made-up values that fit it, save for patterns, which it does not read.</summary>
internal sealed class SchemaFiller(Seeded random)
{
    private const int DefaultItems = 2;

    public JsonObject Fill(SchemaNode root) => new(root.Properties.Select(p => KeyValuePair.Create(p.Name!, Value(p))));

    private JsonNode? Value(SchemaNode node)
    {
        if (node.IsFixed || node.Enum is { Count: > 0 })
        {
            return (node.IsFixed ? node.Const : random.Pick(node.Enum!))?.DeepClone();
        }

        return node.Types switch
        {
            var types when types.HasFlag(SchemaTypes.String) => Text(node),
            var types when types.HasFlag(SchemaTypes.Number) => Number(node, isWhole: false),
            var types when types.HasFlag(SchemaTypes.Integer) => Number(node, isWhole: true),
            var types when types.HasFlag(SchemaTypes.Boolean) => random.Next(2) == 0,
            var types when types.HasFlag(SchemaTypes.Object) => Fill(node),
            var types when types.HasFlag(SchemaTypes.Array) => List(node),
            _ => null,
        };
    }

    private JsonArray List(SchemaNode node)
    {
        var count = Math.Clamp(DefaultItems, node.MinItems ?? 0, node.MaxItems ?? int.MaxValue);
        return new JsonArray([.. Enumerable.Range(0, count).Select(_ => node.Items is { } items ? Value(items) : random.Pick(Words.Nouns))]);
    }

    private JsonValue Number(SchemaNode node, bool isWhole)
    {
        var least = Whole(node.Minimum ?? node.ExclusiveMinimum + 1 ?? (node.Maximum ?? node.ExclusiveMaximum) - 100 ?? 0, up: true);
        var most = Math.Max(least, Whole(node.Maximum ?? node.ExclusiveMaximum - 1 ?? least + 100, up: false));
        if (node.MultipleOf is { } step)
        {
            return JsonValue.Create(decimal.Ceiling(least / step) * step);
        }

        var number = random.Between(least, most);
        return isWhole || number == most ? JsonValue.Create(number) : JsonValue.Create(number + (random.Between(0, 99) / 100m));
    }

    private string Text(SchemaNode node)
    {
        var text = node.Format switch
        {
            "date" => Words.Date(random).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "time" => string.Create(CultureInfo.InvariantCulture, $"{random.Next(24):00}:{random.Next(60):00}:00Z"),
            "date-time" => string.Create(CultureInfo.InvariantCulture, $"{Words.Date(random):yyyy-MM-dd}T{random.Next(24):00}:{random.Next(60):00}:00Z"),
            "duration" => $"PT{random.Between(1, 48)}H",
            "email" => Words.Email(random),
            "hostname" => $"{random.Hex(6)}.example.com",
            "ipv4" => $"192.0.2.{random.Next(256)}",
            "ipv6" => $"2001:db8::{random.Hex(3)}",
            "uri" => $"https://example.com/{random.Hex(8)}",
            "uuid" => $"{random.Hex(8)}-{random.Hex(4)}-4{random.Hex(3)}-a{random.Hex(3)}-{random.Hex(12)}",
            "timezone" => random.Pick(["Asia/Kolkata", "Europe/Berlin", "America/Bogota"]),
            _ => Free(node),
        };
        return node.Format is null ? Fit(text, node) : text;
    }

    /// <summary>A field called like something known gets that.</summary>
    private string Free(SchemaNode node) =>
        FieldWords.In(SchemaNode.InWords(node.Name ?? "")) is [var field] && field.Make(random) is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : $"{random.Pick(Words.Adjectives)} {random.Pick(Words.Nouns)}";

    private static string Fit(string text, SchemaNode node)
    {
        while (text.Length < node.MinLength)
        {
            text += " " + text;
        }

        return text.Length > node.MaxLength ? text[..node.MaxLength.Value] : text;
    }

    private static long Whole(decimal number, bool up)
    {
        var whole = up ? decimal.Ceiling(number) : decimal.Floor(number);
        return whole is > long.MinValue / 4 and < long.MaxValue / 4 ? (long)whole : 0;
    }
}
