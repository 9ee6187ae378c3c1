using System.Text.Json;

namespace Synter.Domain.Agents.Catalog.Schemas;

/// <summary>Reads the <c>x-synter</c> member of a schema.</summary>
internal static class HintsReader
{
    private static readonly Dictionary<string, Widget> Widgets = Enum.GetValues<Widget>().ToDictionary(w => w.ToString().ToLowerInvariant());

    /// <summary>Null when there are none.</summary>
    public static SchemaHints? Read(StrictReader reader)
    {
        if (reader.Inner("x-synter") is not { } hints)
        {
            return null;
        }

        var read = new SchemaHints
        {
            Widget = ReadWidget(hints),
            Order = hints.WholeNumber("order"),
            Group = hints.Text("group"),
            Help = hints.Text("help"),
            Placeholder = hints.Text("placeholder"),
            Unit = hints.Text("unit"),
            Labels = ReadLabels(hints),
            Credential = hints.Text("credential"),
            Missing = hints.Text("missing"),
            Mismatch = hints.Text("mismatch"),
            KeysFrom = hints.Text("keys_from"),
        };
        hints.Finish();
        return read;
    }

    private static Widget? ReadWidget(StrictReader hints)
    {
        if (hints.Text("widget") is not { } name)
        {
            return null;
        }

        if (Widgets.TryGetValue(name, out var widget))
        {
            return widget;
        }

        hints.Refuse("widget", $"must be one of {string.Join(", ", Widgets.Keys)}");
        return null;
    }

    private static Dictionary<string, string> ReadLabels(StrictReader hints)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (value, label) in hints.Object("labels") ?? [])
        {
            if (label?.GetValueKind() == JsonValueKind.String)
            {
                labels[value] = label.GetValue<string>();
            }
            else
            {
                hints.Refuse("labels", "must be an object of texts");
            }
        }

        return labels;
    }
}
