using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>The types of JSON Schema. A number without a fraction is an integer and a number.</summary>
[Flags]
public enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    Array = 32,
    Object = 64,
    Any = Null | Boolean | Integer | Number | String | Array | Object,
}

internal static class SchemaTypeNames
{
    /// <summary>None for a name that is not JSON Schema's.</summary>
    public static SchemaTypes FromName(string name) => name switch
    {
        "null" => SchemaTypes.Null,
        "boolean" => SchemaTypes.Boolean,
        "integer" => SchemaTypes.Integer,
        "number" => SchemaTypes.Number,
        "string" => SchemaTypes.String,
        "array" => SchemaTypes.Array,
        "object" => SchemaTypes.Object,
        _ => SchemaTypes.None,
    };

    public static SchemaTypes Of(JsonNode? value) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.True or JsonValueKind.False => SchemaTypes.Boolean,
        JsonValueKind.String => SchemaTypes.String,
        JsonValueKind.Array => SchemaTypes.Array,
        JsonValueKind.Object => SchemaTypes.Object,
        JsonValueKind.Number when JsonNumbers.TryRead(value, out var number) && decimal.IsInteger(number) => SchemaTypes.Integer | SchemaTypes.Number,
        JsonValueKind.Number => SchemaTypes.Number,
        _ => SchemaTypes.Null,
    };
}
