using System.Text.Json.Nodes;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>
/// One schema of a tree: what a value may be, and how people are asked for it. References are resolved and cycles refused
/// when it is parsed, so that forms and validators can simply walk it. A limit that is not stated is null.
/// </summary>
public sealed class SchemaNode
{
    /// <summary>The property it describes; null for a root and for the items of a list.</summary>
    public string? Name { get; private set; }

    public SchemaTypes Types { get; init; } = SchemaTypes.Any;

    public string? Title { get; private set; }

    public string? Description { get; private set; }

    /// <summary>What a new form begins with.</summary>
    public JsonNode? Default { get; private set; }

    /// <summary>The values it may have, when they are listed.</summary>
    public IReadOnlyList<JsonNode?>? Enum { get; init; }

    /// <summary>Whether it has one fixed value, <see cref="Const"/>.</summary>
    public bool IsFixed { get; init; }

    public JsonNode? Const { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    public EcmaPattern? Pattern { get; init; }

    public string? Format { get; init; }

    public decimal? Minimum { get; init; }

    public decimal? Maximum { get; init; }

    public decimal? ExclusiveMinimum { get; init; }

    public decimal? ExclusiveMaximum { get; init; }

    public decimal? MultipleOf { get; init; }

    /// <summary>What each entry of a list must be; null when nothing is said.</summary>
    public SchemaNode? Items { get; init; }

    public int? MinItems { get; init; }

    public int? MaxItems { get; init; }

    public bool UniqueItems { get; init; }

    /// <summary>The described fields of an object, in the order they are shown.</summary>
    public IReadOnlyList<SchemaNode> Properties { get; init; } = [];

    public IReadOnlySet<string> Required { get; init; } = new HashSet<string>();

    /// <summary>Whether fields that <see cref="Properties"/> does not describe are allowed.</summary>
    public bool AllowsOthers { get; init; } = true;

    /// <summary>What those other fields must be; null when nothing is said.</summary>
    public SchemaNode? Others { get; init; }

    public int? MinProperties { get; init; }

    public int? MaxProperties { get; init; }

    public SchemaHints Hints { get; private set; } = SchemaHints.None;

    /// <summary>What people call it: its title, else its name in words.</summary>
    public string Label => Title ?? InWords(Name ?? "value");

    public bool IsCredential => Hints.Credential is not null;

    /// <summary>How it is drawn: as its hint says, else as its type suggests.</summary>
    public Widget Widget => Hints.Widget ?? this switch
    {
        { IsCredential: true } => Widget.Credential,
        { Format: "timezone" } => Widget.TimeZone,
        { Enum: not null } or { IsFixed: true } => Widget.Select,
        { Types: var types } when types.HasFlag(SchemaTypes.Object) && types != SchemaTypes.Any => Widget.Group,
        { Types: var types, Items: var items } when types.HasFlag(SchemaTypes.Array) && types != SchemaTypes.Any => ListWidget(items),
        { Types: var types } when (types & ~SchemaTypes.Null) == SchemaTypes.Boolean => Widget.Switch,
        { Types: var types } when (types & ~(SchemaTypes.Integer | SchemaTypes.Null)) == SchemaTypes.Number
            || (types & ~SchemaTypes.Null) == SchemaTypes.Integer => Widget.Number,
        _ => Widget.Text,
    };

    /// <summary>The schema of a field, described by name or as one of the others; null where nothing is said.</summary>
    public SchemaNode? Field(string name) => Properties.FirstOrDefault(p => p.Name == name) ?? Others;

    /// <summary>What people read for one of its values.</summary>
    public string LabelOf(string value) => Hints.Labels.TryGetValue(value, out var label) ? label : value;

    /// <summary>A copy with other words; what is null stays as it is.</summary>
    internal SchemaNode With(string? name, SchemaAnnotations words, SchemaHints? hints)
    {
        var copy = (SchemaNode)MemberwiseClone();
        copy.Name = name;
        copy.Title = words.Title ?? Title;
        copy.Description = words.Description ?? Description;
        copy.Default = words.Default ?? Default;
        copy.Hints = hints ?? Hints;
        return copy;
    }

    internal static string InWords(string name)
    {
        var words = name.Replace('_', ' ').Replace('-', ' ').Trim();
        return words.Length == 0 ? name : char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static Widget ListWidget(SchemaNode? items) => items switch
    {
        { Enum: not null } => Widget.Checkboxes,
        { Types: SchemaTypes.String } => Widget.Tags,
        _ => Widget.List,
    };
}
