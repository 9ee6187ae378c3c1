using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>Turns a schema's JSON into a tree of nodes and gathers every problem on the way.</summary>
/// <param name="isOfData">Of records, say: only a config must not hold secrets.</param>
internal sealed class SchemaParser(JsonObject source, bool isOfData)
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private const int MaxDepth = 16;

    // References may be used many times over; this bounds the tree they unfold to.
    private const int MaxNodes = 2_000;

    private static readonly (SchemaTypes Types, string[] Keywords)[] Bound =
    [
        (SchemaTypes.String, ["minLength", "maxLength", "pattern", "format"]),
        (SchemaTypes.Integer | SchemaTypes.Number, ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]),
        (SchemaTypes.Array, ["items", "minItems", "maxItems", "uniqueItems"]),
        (SchemaTypes.Object, ["properties", "required", "additionalProperties", "minProperties", "maxProperties"]),
    ];

    private readonly List<FieldError> _problems = [];

    // The schemas being read just now: meeting one of them again is a cycle.
    private readonly Stack<string> _open = [];
    private int _nodes;

    public IReadOnlyList<FieldError> Problems => _problems;

    public SchemaNode Parse()
    {
        var root = Read(source, "", null);
        if (source["$defs"] is JsonObject definitions)
        {
            foreach (var (name, definition) in definitions)
            {
                Child(definition, JsonPointer.Append("/$defs", name), null);
            }
        }

        return root;
    }

    private SchemaNode Read(JsonObject json, string pointer, string? name)
    {
        if (_open.Contains(pointer))
        {
            _problems.Add(new(pointer, "contains itself"));
            return new();
        }

        if (_open.Count >= MaxDepth || ++_nodes > MaxNodes)
        {
            _problems.Add(new(pointer, $"is nested deeper than {MaxDepth} or unfolds to more than {MaxNodes} schemas"));
            return new();
        }

        _open.Push(pointer);
        var reader = new StrictReader(json, pointer, _problems);
        var node = json.ContainsKey("$ref") ? ReadReference(reader, name) : ReadKeywords(reader, name);
        reader.Finish();
        _open.Pop();
        return node;
    }

    private SchemaNode Child(JsonNode? json, string pointer, string? name)
    {
        if (json is JsonObject obj)
        {
            return Read(obj, pointer, name);
        }

        _problems.Add(new(pointer, "must be a schema, an object"));
        return new();
    }

    private SchemaNode ReadReference(StrictReader reader, string? name)
    {
        var annotations = ReadAnnotations(reader);
        var hints = HintsReader.Read(reader);
        var text = reader.Text("$ref") ?? "";
        if (!text.StartsWith('#') || JsonPointer.Steps(text[1..]) is null || JsonPointer.Find(source, text[1..]) is not JsonObject target)
        {
            reader.Refuse("$ref", "must be # and a JSON Pointer to a schema in this document");
            return new();
        }

        var node = Read(target, text[1..], name).With(name, annotations, hints);
        SchemaSanity.CheckAnnotations(node, reader);
        return node;
    }

    private SchemaNode ReadKeywords(StrictReader reader, string? name)
    {
        ReadRootKeywords(reader);
        var annotations = ReadAnnotations(reader);
        var types = ReadTypes(reader);
        var (allowsOthers, others) = ReadOthers(reader);
        var node = new SchemaNode
        {
            Types = types,
            Enum = ReadEnum(reader),
            IsFixed = reader.Has("const"),
            Const = reader.Any("const"),
            MinLength = reader.Count("minLength"),
            MaxLength = reader.Count("maxLength"),
            Pattern = ReadPattern(reader),
            Format = ReadFormat(reader),
            Minimum = reader.Number("minimum"),
            Maximum = reader.Number("maximum"),
            ExclusiveMinimum = reader.Number("exclusiveMinimum"),
            ExclusiveMaximum = reader.Number("exclusiveMaximum"),
            MultipleOf = ReadMultipleOf(reader),
            Items = reader.Has("items") ? Child(reader.Any("items"), reader.PointerTo("items"), null) : null,
            MinItems = reader.Count("minItems"),
            MaxItems = reader.Count("maxItems"),
            UniqueItems = reader.Flag("uniqueItems") ?? false,
            Properties = ReadProperties(reader),
            Required = ReadRequired(reader),
            AllowsOthers = allowsOthers,
            Others = others,
            MinProperties = reader.Count("minProperties"),
            MaxProperties = reader.Count("maxProperties"),
        };
        node = node.With(name, annotations, HintsReader.Read(reader) ?? SchemaHints.None);
        SchemaSanity.Check(node, reader);
        return node;
    }

    private static SchemaAnnotations ReadAnnotations(StrictReader reader)
    {
        _ = (reader.Text("$comment"), reader.List("examples"));
        return new(reader.Text("title"), reader.Text("description"), reader.Any("default"));
    }

    private static void ReadRootKeywords(StrictReader reader)
    {
        if (reader.Pointer.Length > 0)
        {
            return;
        }

        _ = reader.Object("$defs");
        if (reader.Text("$schema") is { } dialect && dialect != Dialect)
        {
            reader.Refuse("$schema", $"must be {Dialect}");
        }
    }

    private static SchemaTypes ReadTypes(StrictReader reader)
    {
        if (!reader.Has("type"))
        {
            return SchemaTypes.Any;
        }

        var names = reader.Any("type") is JsonArray list ? [.. list] : new[] { reader.Any("type") };
        var types = SchemaTypes.None;
        foreach (var name in names)
        {
            var type = name?.GetValueKind() == JsonValueKind.String ? SchemaTypeNames.FromName(name.GetValue<string>()) : SchemaTypes.None;
            if (type == SchemaTypes.None || types.HasFlag(type))
            {
                reader.Refuse("type", "must be a type of JSON Schema or a list of different ones");
            }

            types |= type;
        }

        foreach (var (of, keywords) in Bound.Where(b => (b.Types & types) == SchemaTypes.None))
        {
            foreach (var keyword in keywords.Where(reader.Has))
            {
                reader.Refuse(keyword, $"says nothing about the type that is stated, only about {of}");
            }
        }

        return types;
    }

    private static IReadOnlyList<JsonNode?>? ReadEnum(StrictReader reader)
    {
        if (reader.List("enum") is not { } values)
        {
            return null;
        }

        if (values.Count == 0 || values.Select(JsonEquality.Key).Distinct().Count() != values.Count)
        {
            reader.Refuse("enum", "must list at least one value, and none twice");
        }

        return [.. values];
    }

    private static EcmaPattern? ReadPattern(StrictReader reader)
    {
        if (reader.Text("pattern") is not { } text)
        {
            return null;
        }

        if (!EcmaPattern.TryParse(text, out var pattern))
        {
            reader.Refuse("pattern", "must be a regular expression without look-around and back-references");
        }

        return pattern;
    }

    private static string? ReadFormat(StrictReader reader)
    {
        if (reader.Text("format") is not { } format)
        {
            return null;
        }

        if (SchemaFormat.IsKnown(format))
        {
            return format;
        }

        reader.Refuse("format", $"must be one of {string.Join(", ", SchemaFormat.Names)}");
        return null;
    }

    private static decimal? ReadMultipleOf(StrictReader reader)
    {
        var step = reader.Number("multipleOf");
        if (step is null or > 0)
        {
            return step;
        }

        reader.Refuse("multipleOf", "must be above 0");
        return null;
    }

    private IReadOnlyList<SchemaNode> ReadProperties(StrictReader reader)
    {
        var properties = new List<SchemaNode>();
        foreach (var (name, json) in reader.Object("properties") ?? [])
        {
            var pointer = JsonPointer.Append(reader.PointerTo("properties"), name);
            if (!isOfData && RawSecrets.IsSecretName(name))
            {
                _problems.Add(new(pointer, "is named like a secret; a config holds references to credentials only"));
            }

            properties.Add(Child(json, pointer, name));
        }

        // OrderBy is stable: those without a place come after the others, as written.
        return [.. properties.OrderBy(p => p.Hints.Order ?? int.MaxValue)];
    }

    private static HashSet<string> ReadRequired(StrictReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in reader.List("required") ?? [])
        {
            if (name?.GetValueKind() != JsonValueKind.String || !names.Add(name.GetValue<string>()))
            {
                reader.Refuse("required", "must list names, each once");
            }
        }

        return names;
    }

    private (bool Allows, SchemaNode? Others) ReadOthers(StrictReader reader)
    {
        const string Keyword = "additionalProperties";
        if (!reader.Has(Keyword))
        {
            return (true, null);
        }

        return reader.Any(Keyword) is JsonObject schema
            ? (true, Read(schema, reader.PointerTo(Keyword), null))
            : (reader.Flag(Keyword) ?? true, null);
    }
}
