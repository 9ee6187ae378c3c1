using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.DataGen.Offline;

/// <summary>
/// Makes up a record with no language model: by the schema when the question carries one, else by the fields it seems to ask for. The
/// same question and seed give the same record. Good enough to try everything; no more is claimed.
/// </summary>
public static class OfflineGenerator
{
    public const string Label = "offline generator";

    private const string SchemaMark = "JSON Schema:";

    /// <param name="question">What the user message says.</param>
    public static JsonObject Write(string question, int seed)
    {
        var random = new Seeded(question, seed);
        return SchemaIn(question) is { } schema
            ? new SchemaFiller(random).Fill(schema.Root)
            : new JsonObject(FieldWords.In(question).Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Make(random))));
    }

    private static RecordSchema? SchemaIn(string question)
    {
        var mark = question.LastIndexOf(SchemaMark, StringComparison.Ordinal);
        if (mark < 0)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(question[(mark + SchemaMark.Length)..]) is JsonObject json && RecordSchema.Parse(json).TryGet(out var schema, out _) ? schema : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
