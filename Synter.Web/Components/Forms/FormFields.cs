using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Forms;

/// <summary>One field a person fills in.</summary>
/// <param name="Section">The heading it stands under.</param>
public sealed record FormField(string Pointer, SchemaNode Node, string Section);

/// <summary>The fields of a schema as a form shows them for one value: groups are opened, lists are one field.</summary>
public static class FormFields
{
    public static IEnumerable<FormField> Of(SchemaNode root, JsonObject value) =>
        from field in root.Properties
        from leaf in Leaves(field, JsonPointer.Append("", field.Name!), field.Hints.Group ?? "", value)
        select leaf;

    /// <summary>
    /// The fields of a group that are asked for just now. With <c>keys_from</c> another field names them: a connection is asked
    /// for only where its platform is switched on.
    /// </summary>
    public static IEnumerable<SchemaNode> Shown(SchemaNode group, JsonObject value) => group.Hints.KeysFrom is { } source
        ? group.Properties.Where(p => Keys(value, source).Contains(p.Name))
        : group.Properties;

    private static IEnumerable<FormField> Leaves(SchemaNode node, string pointer, string section, JsonObject value) =>
        node.Widget == Widget.Group
            ? from child in Shown(node, value)
              from leaf in Leaves(child, JsonPointer.Append(pointer, child.Name!), section, value)
              select leaf
            : [new FormField(pointer, node, section)];

    private static IEnumerable<string?> Keys(JsonObject value, string source) =>
        JsonPointer.Find(value, source) is JsonArray keys ? keys.OfType<JsonValue>().Select(k => k.TryGetValue<string>(out var key) ? key : null) : [];
}
