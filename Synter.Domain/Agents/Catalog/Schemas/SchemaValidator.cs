using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>Walks a value beside its schema and gathers every error, in the order of the form.</summary>
internal sealed class SchemaValidator
{
    // Enough for any person; a value made to be wrong in a million places gets no answer of a million sentences.
    private const int MostTold = 500;

    private readonly JsonNode? _root;
    private readonly List<SchemaError> _errors = [];

    private SchemaValidator(JsonNode? root) => _root = root;

    public static IReadOnlyList<SchemaError> Validate(SchemaNode schema, JsonNode? value)
    {
        if (Unstorable.Find(value) is { Count: > 0 } faults)
        {
            return faults;
        }

        var validator = new SchemaValidator(value);
        validator.Check(schema, value, "", schema.Label, isAskedFor: true);
        return validator._errors;
    }

    /// <param name="isAskedFor">Whether an empty value counts as missing: an empty optional field is wrong instead, for it could be left out.</param>
    private void Check(SchemaNode node, JsonNode? value, string pointer, string label, bool isAskedFor)
    {
        if ((node.Types & SchemaTypeNames.Of(value)) == SchemaTypes.None)
        {
            Wrong(pointer, SchemaMessages.WrongType(node, label));
            return;
        }

        if (node.IsFixed && !JsonEquality.AreEqual(node.Const, value))
        {
            Wrong(pointer, SchemaMessages.NotConst(node, label));
            return;
        }

        if (isAskedFor && IsEmpty(node, value))
        {
            Missing(pointer, SchemaMessages.Missing(node, label));
            CheckKeys(node, value as JsonObject, pointer);
            return;
        }

        if (node.Enum is { } values && !values.Any(v => JsonEquality.AreEqual(v, value)))
        {
            Wrong(pointer, SchemaMessages.NotInEnum(node, label));
            return;
        }

        switch (value)
        {
            case JsonObject obj:
                CheckObject(node, obj, pointer, label);
                break;
            case JsonArray list:
                CheckList(node, list, pointer, label);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.String:
                CheckText(node, value.GetValue<string>(), pointer, label);
                break;
            case JsonValue when value.GetValueKind() == JsonValueKind.Number:
                CheckNumber(node, value, pointer, label);
                break;
        }
    }

    private static bool IsEmpty(SchemaNode node, JsonNode? value) => value switch
    {
        JsonArray { Count: 0 } => node.MinItems > 0,
        JsonObject { Count: 0 } => node.MinProperties > 0,
        JsonValue when value.GetValueKind() == JsonValueKind.String && value.GetValue<string>().Length == 0 =>
            node.MinLength > 0 || node.Enum is not null || node.Format is not null || node.Pattern is not null,
        _ => false,
    };

    private void CheckText(SchemaNode node, string text, string pointer, string label)
    {
        if (node.MinLength is not null || node.MaxLength is not null)
        {
            var length = text.EnumerateRunes().Count();
            WrongIf(length < node.MinLength, pointer, () => SchemaMessages.TooShort(node, label, length));
            WrongIf(length > node.MaxLength, pointer, () => SchemaMessages.TooLong(node, label, length));
        }

        WrongIf(node.Pattern?.IsMatch(text) == false, pointer, () => SchemaMessages.PatternMismatch(node, label));
        WrongIf(node.Format is { } format && !SchemaFormat.Named(format).Fits(text), pointer, () => SchemaMessages.FormatMismatch(node, label));
    }

    private void CheckNumber(SchemaNode node, JsonNode value, string pointer, string label)
    {
        if (!JsonNumbers.TryRead(value, out var number))
        {
            Wrong(pointer, SchemaMessages.InexactNumber(label));
            return;
        }

        WrongIf(number < node.Minimum, pointer, () => SchemaMessages.BelowMinimum(node, label));
        WrongIf(number > node.Maximum, pointer, () => SchemaMessages.AboveMaximum(node, label));
        WrongIf(number <= node.ExclusiveMinimum, pointer, () => SchemaMessages.NotAbove(node, label));
        WrongIf(number >= node.ExclusiveMaximum, pointer, () => SchemaMessages.NotBelow(node, label));
        WrongIf(node.MultipleOf is { } step && number % step != 0, pointer, () => SchemaMessages.NotMultiple(node, label));
    }

    private void CheckList(SchemaNode node, JsonArray list, string pointer, string label)
    {
        if (list.Count > node.MaxItems)
        {
            // Its entries are not judged: a list that is far too long would answer with as many errors.
            Wrong(pointer, SchemaMessages.TooManyItems(node, label, list.Count));
            return;
        }

        WrongIf(list.Count < node.MinItems, pointer, () => SchemaMessages.TooFewItems(node, label, list.Count));
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var entry = JsonPointer.Append(pointer, i);
            if (node.Items is { } items)
            {
                Check(items, list[i], entry, SchemaMessages.Entry(label, i), isAskedFor: false);
            }

            if (node.UniqueItems && !seen.TryAdd(JsonEquality.Key(list[i]), i))
            {
                Wrong(entry, SchemaMessages.Repeated(SchemaMessages.Entry(label, i), seen[JsonEquality.Key(list[i])]));
            }
        }
    }

    private void CheckObject(SchemaNode node, JsonObject obj, string pointer, string label)
    {
        WrongIf(obj.Count < node.MinProperties, pointer, () => SchemaMessages.TooFewFields(node, label));
        WrongIf(obj.Count > node.MaxProperties, pointer, () => SchemaMessages.TooManyFields(node, label));
        foreach (var property in node.Properties)
        {
            CheckProperty(node, property, obj, JsonPointer.Append(pointer, property.Name!));
        }

        foreach (var (name, value) in obj.Where(m => node.Properties.All(p => p.Name != m.Key)))
        {
            CheckOther(node, name, value, JsonPointer.Append(pointer, name));
        }

        foreach (var name in node.Required.Where(r => !obj.ContainsKey(r) && node.Properties.All(p => p.Name != r)))
        {
            Missing(JsonPointer.Append(pointer, name), SchemaMessages.Missing(node.Others, SchemaNode.InWords(name)));
        }

        CheckKeys(node, obj, pointer);
    }

    private void CheckProperty(SchemaNode parent, SchemaNode property, JsonObject obj, string pointer)
    {
        var isRequired = parent.Required.Contains(property.Name!);
        if (obj.TryGetPropertyValue(property.Name!, out var value))
        {
            Check(property, value, pointer, property.Label, isRequired || IsAskedForByKeys(parent, property.Name!));
            return;
        }

        if (isRequired)
        {
            Missing(pointer, SchemaMessages.Missing(property, property.Label));
        }

        CheckKeys(property, null, pointer);
    }

    private void CheckOther(SchemaNode parent, string name, JsonNode? value, string pointer)
    {
        if (!parent.AllowsOthers)
        {
            Wrong(pointer, SchemaMessages.Unknown(name));
        }
        else if (parent.Others is { } others)
        {
            Check(others, value, pointer, others.Title ?? SchemaNode.InWords(name), IsAskedForByKeys(parent, name));
        }
    }

    /// <summary>The keys that another part of the value asks for. They are missing even where the whole object is.</summary>
    private void CheckKeys(SchemaNode node, JsonObject? obj, string pointer)
    {
        foreach (var key in AskedKeys(node).Where(k => obj?.ContainsKey(k) != true && !node.Required.Contains(k)))
        {
            var field = node.Field(key);
            var label = field?.Title ?? SchemaNode.InWords(key);
            Missing(JsonPointer.Append(pointer, key), SchemaMessages.Missing(field, label));
        }
    }

    private bool IsAskedForByKeys(SchemaNode node, string name) => AskedKeys(node).Contains(name);

    private IEnumerable<string> AskedKeys(SchemaNode node) =>
        node.Hints.KeysFrom is { } source && JsonPointer.Find(_root, source) is JsonArray list
            ? list.Where(v => v?.GetValueKind() == JsonValueKind.String).Select(v => v!.GetValue<string>()).Distinct()
            : [];

    private void Missing(string pointer, string message) => Tell(new(pointer, message, IsMissing: true));

    private void Wrong(string pointer, string message) => Tell(new(pointer, message, IsMissing: false));

    private void Tell(SchemaError error)
    {
        if (_errors.Count < MostTold)
        {
            _errors.Add(error);
        }
    }

    private void WrongIf(bool isWrong, string pointer, Func<string> message)
    {
        if (isWrong)
        {
            Wrong(pointer, message());
        }
    }
}
