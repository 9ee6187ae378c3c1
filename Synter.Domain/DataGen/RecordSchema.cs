using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>What each record of a dataset must look like: JSON Schema in the kernel's subset, for one object.</summary>
public sealed class RecordSchema
{
    private readonly ConfigSchema _schema;

    private RecordSchema(ConfigSchema schema)
    {
        _schema = schema;
        Text = schema.ToJson().ToJsonString();
    }

    /// <summary>As models are told it.</summary>
    public string Text { get; }

    public SchemaNode Root => _schema.Root;

    public static Result<RecordSchema> Parse(JsonObject json)
    {
        if (!ConfigSchema.ParseData(json).TryGet(out var schema, out var refusal))
        {
            return refusal;
        }

        return schema.Root.Types == SchemaTypes.Object
            ? new RecordSchema(schema)
            : Refusals.Invalid(new FieldError("/type", "A record is an object: say \"type\": \"object\"."));
    }

    public JsonObject ToJson() => _schema.ToJson();

    /// <summary>Null when the record fits; else what does not, in a sentence or a few, fit to be sent to a model.</summary>
    public string? Violation(JsonNode? record)
    {
        const int told = 5;
        var errors = _schema.Validate(record);
        return errors.Count == 0 ? null : string.Join(" ", errors.Take(told).Select(e => $"{(e.Pointer.Length == 0 ? "/" : e.Pointer)}: {e.Message}"));
    }
}
