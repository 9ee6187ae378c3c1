using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>
/// What a config, a goal's settings or an effect's payload must look like: JSON Schema 2020-12 in the subset of
/// <c>docs/json-schema.md</c>. Immutable; a form walks <see cref="Root"/>.
/// </summary>
public sealed class ConfigSchema
{
    private readonly JsonObject _source;

    private ConfigSchema(JsonObject source, SchemaNode root)
    {
        _source = source;
        Root = root;
    }

    public SchemaNode Root { get; }

    /// <summary>A copy of the JSON it was read from, hints included.</summary>
    public JsonObject ToJson() => (JsonObject)_source.DeepClone();

    /// <summary>Reads a schema strictly: an unknown keyword, format or hint is refused, and so is a contradiction.</summary>
    public static Result<ConfigSchema> Parse(JsonObject source) => Parse(source, isOfData: false);

    /// <summary>As <see cref="Parse(JsonObject)"/>, for data that is no config: a field may be named like a secret there.</summary>
    public static Result<ConfigSchema> ParseData(JsonObject source) => Parse(source, isOfData: true);

    private static Result<ConfigSchema> Parse(JsonObject source, bool isOfData)
    {
        if (Unstorable.Find(source) is { Count: > 0 } faults)
        {
            return Refusals.Invalid([.. faults.Select(f => new FieldError(f.Pointer, f.Message))]);
        }

        var copy = (JsonObject)source.DeepClone();
        var parser = new SchemaParser(copy, isOfData);
        var root = parser.Parse();
        return parser.Problems is { Count: > 0 } problems
            ? Refusals.Invalid([.. problems.Distinct()])
            : new ConfigSchema(copy, root);
    }

    /// <summary>Everything about a value that does not fit, in the order of the form. Never throws, whatever the JSON.</summary>
    public IReadOnlyList<SchemaError> Validate(JsonNode? value) => SchemaValidator.Validate(Root, value);

    /// <summary>The fields of a value that refer to stored credentials, filled in or not well.</summary>
    public IReadOnlyList<CredentialField> CredentialsIn(JsonNode? value) => CredentialField.In(Root, value);
}
