using System.Text.Json;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>Refuses schemas that contradict themselves: legal JSON Schema, and in a definition always a slip.</summary>
internal static class SchemaSanity
{
    public static void Check(SchemaNode node, StrictReader reader)
    {
        RefuseIf(node.MinLength > node.MaxLength, "minLength", "is above maxLength");
        RefuseIf(node.Minimum > node.Maximum, "minimum", "is above maximum");
        RefuseIf(node.ExclusiveMinimum >= node.ExclusiveMaximum, "exclusiveMinimum", "leaves nothing below exclusiveMaximum");
        RefuseIf(node.MinItems > node.MaxItems, "minItems", "is above maxItems");
        RefuseIf(node.MinProperties > node.MaxProperties, "minProperties", "is above maxProperties");
        RefuseIf(!node.AllowsOthers && !node.Required.All(r => node.Properties.Any(p => p.Name == r)), "required", "asks for a field that properties does not describe and additionalProperties forbids");
        RefuseIf(node.Enum?.Any(v => (node.Types & SchemaTypeNames.Of(v)) == SchemaTypes.None) == true, "enum", "holds a value that type forbids");
        RefuseIf(node.IsFixed && (node.Types & SchemaTypeNames.Of(node.Const)) == SchemaTypes.None, "const", "is a value that type forbids");
        CheckAnnotations(node, reader);

        void RefuseIf(bool isWrong, string keyword, string message)
        {
            if (isWrong)
            {
                reader.Refuse(keyword, message);
            }
        }
    }

    /// <summary>What may also stand beside a reference.</summary>
    public static void CheckAnnotations(SchemaNode node, StrictReader reader)
    {
        if (node.Default is { } start && SchemaValidator.Validate(node, start).Any(e => !e.IsMissing))
        {
            reader.Refuse("default", "does not fit this schema");
        }

        var values = (node.Enum ?? [node.Const]).Where(v => v?.GetValueKind() == JsonValueKind.String).Select(v => v!.GetValue<string>());
        if (node.Hints.Labels.Keys.Except(values).Any())
        {
            reader.Refuse("x-synter", "labels a value that enum and const do not have");
        }

        if (node.IsCredential && node.Format != "credential-ref")
        {
            reader.Refuse("x-synter", "names a credential, so format must be credential-ref");
        }

        if (node.Hints.KeysFrom is { } source && JsonPointer.Steps(source) is null)
        {
            reader.Refuse("x-synter", "needs a JSON Pointer in keys_from");
        }
    }
}
