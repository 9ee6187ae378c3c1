using Synter.Domain.Agents.Catalog.Schemas;

namespace Synter.Web.Components.Forms;

/// <summary>The fields under one heading.</summary>
/// <param name="Title">Empty where the schema groups nothing.</param>
public sealed record FormSection(string Title, IReadOnlyList<SchemaNode> Fields)
{
    /// <summary>Headings in the order their first field comes.</summary>
    public static IReadOnlyList<FormSection> Of(SchemaNode root) =>
        [.. root.Properties.GroupBy(p => p.Hints.Group ?? "").Select(g => new FormSection(g.Key, [.. g]))];
}
