namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>The <c>x-synter</c> hints of a schema: for people and pages. Only <see cref="KeysFrom"/> and <see cref="Credential"/> are rules.</summary>
public sealed record SchemaHints
{
    public static readonly SchemaHints None = new();

    public Widget? Widget { get; init; }

    /// <summary>Place among its siblings.</summary>
    public int? Order { get; init; }

    /// <summary>The heading it stands under.</summary>
    public string? Group { get; init; }

    public string? Help { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>As in <c>characters</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What people read for the values of an enum or const.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The provider whose stored credential the field refers to.</summary>
    public string? Credential { get; init; }

    /// <summary>What follows «… is missing.»</summary>
    public string? Missing { get; init; }

    /// <summary>What is said when the pattern or the format does not fit.</summary>
    public string? Mismatch { get; init; }

    /// <summary>A pointer from the root of the value to a list of texts, each of which is a required key of this object.</summary>
    public string? KeysFrom { get; init; }
}
