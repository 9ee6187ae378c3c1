using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>
/// What is said to a customer about each way a value may not fit. Made of the field's title and limits only: a value is never
/// repeated, it may be a secret.
/// </summary>
internal static class SchemaMessages
{
    private const int MostShown = 8;

    public static string Missing(SchemaNode? node, string label) => $"{label} is missing. {node?.Hints.Missing ?? Ask(node)}";

    public static string Unknown(string name) => $"There is no field «{name}» here. Remove it.";

    public static string WrongType(SchemaNode node, string label) => $"{label} must be {Names(node.Types)}.";

    public static string NotConst(SchemaNode node, string label) => $"{label} is fixed to {Shown(node, node.Const)} and cannot be changed.";

    public static string NotInEnum(SchemaNode node, string label) => node.Enum!.Count <= MostShown
        ? $"{label} must be one of: {string.Join(", ", node.Enum.Select(v => Shown(node, v)))}."
        : $"{label} must be one of the values on offer.";

    public static string TooShort(SchemaNode node, string label, int length) => length == 0
        ? $"{label} is empty. Fill it in or leave it out."
        : $"{label} is too short: at least {Count(node.MinLength!.Value, "character")}, this has {length}.";

    public static string TooLong(SchemaNode node, string label, int length) =>
        $"{label} is too long: at most {Count(node.MaxLength!.Value, "character")}, this has {length}.";

    public static string PatternMismatch(SchemaNode node, string label) => node.Hints.Mismatch ?? $"{label} is not written as expected.";

    public static string FormatMismatch(SchemaNode node, string label) =>
        node.Hints.Mismatch ?? $"{label} must be {SchemaFormat.Named(node.Format!).Expected}.";

    public static string BelowMinimum(SchemaNode node, string label) => $"{label} must be at least {Amount(node, node.Minimum!.Value)}.";

    public static string AboveMaximum(SchemaNode node, string label) => $"{label} must be at most {Amount(node, node.Maximum!.Value)}.";

    public static string NotAbove(SchemaNode node, string label) => $"{label} must be more than {Amount(node, node.ExclusiveMinimum!.Value)}.";

    public static string NotBelow(SchemaNode node, string label) => $"{label} must be less than {Amount(node, node.ExclusiveMaximum!.Value)}.";

    public static string NotMultiple(SchemaNode node, string label) => $"{label} must be a multiple of {Amount(node, node.MultipleOf!.Value)}.";

    public static string InexactNumber(string label) => $"{label} has more digits than can be kept. Use at most 28.";

    public static string TooFewItems(SchemaNode node, string label, int count) =>
        $"{label} needs at least {Count(node.MinItems!.Value, "entry", "entries")}, this has {count}.";

    public static string TooManyItems(SchemaNode node, string label, int count) =>
        $"{label} may have at most {Count(node.MaxItems!.Value, "entry", "entries")}, this has {count}.";

    public static string Repeated(string label, int first) => $"{label} repeats entry {first + 1}. Remove one.";

    public static string TooFewFields(SchemaNode node, string label) => $"{label} needs at least {Count(node.MinProperties!.Value, "field")}.";

    public static string TooManyFields(SchemaNode node, string label) => $"{label} may have at most {Count(node.MaxProperties!.Value, "field")}.";

    public static string Entry(string list, int index) => $"{list}, entry {index + 1}";

    private static string Ask(SchemaNode? node) => node?.Widget switch
    {
        Widget.Credential => "Choose a connection.",
        Widget.Select or Widget.Avatar or Widget.TimeZone => "Choose one.",
        Widget.Checkboxes => "Choose at least one.",
        Widget.Tags or Widget.List => "Add at least one.",
        Widget.Number => "Enter a number.",
        Widget.Switch => "Say yes or no.",
        Widget.Text or Widget.TextArea or Widget.Group or null => "Fill it in.",
        _ => throw new ArgumentOutOfRangeException(nameof(node)),
    };

    private static string Names(SchemaTypes types)
    {
        var names = new (SchemaTypes Type, string Name)[]
        {
            (SchemaTypes.String, "text"),
            (SchemaTypes.Number, "a number"),
            (SchemaTypes.Integer, "a whole number"),
            (SchemaTypes.Boolean, "yes or no (true or false)"),
            (SchemaTypes.Array, "a list"),
            (SchemaTypes.Object, "a group of fields"),
            (SchemaTypes.Null, "nothing (null)"),
        };
        var wanted = names.Where(n => types.HasFlag(n.Type) && !(n.Type == SchemaTypes.Integer && types.HasFlag(SchemaTypes.Number)));
        return string.Join(" or ", wanted.Select(n => n.Name));
    }

    private static string Shown(SchemaNode node, JsonNode? value) => value?.GetValueKind() == JsonValueKind.String
        ? node.LabelOf(value.GetValue<string>())
        : value?.ToJsonString() ?? "nothing";

    private static string Amount(SchemaNode node, decimal number)
    {
        var text = number.ToString("0.############################", CultureInfo.InvariantCulture);
        return node.Hints.Unit is { } unit ? $"{text} {unit}" : text;
    }

    private static string Count(int count, string one, string? many = null) =>
        count == 1 ? $"1 {one}" : string.Create(CultureInfo.InvariantCulture, $"{count} {many ?? one + "s"}");
}
