using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Components;

namespace Synter.Web.Live;

/// <summary>Where a key works, and so under which title the key sheet lists it.</summary>
public enum ShortcutScope
{
    Everywhere,
    Lists,
    Review,
    Run,
    Dataset,
    Forms,
}

/// <summary>
/// A key and what it does. An element that carries <see cref="Keys"/> in <c>data-keys</c> is clicked (a field: focused) when
/// the key is pressed, so shortcuts need no circuit.
/// </summary>
/// <param name="Keys">Keys pressed together are joined by <c>+</c>, one after another by a space.</param>
public sealed record Shortcut(string Keys, string What, ShortcutScope Scope)
{
    /// <summary>The caps to draw: «Ctrl K» for <c>ctrl+k</c>, «G» and «O» for <c>g o</c>. Drawn once, since every page has them all.</summary>
    public MarkupString Keycaps { get; } = new(string.Concat(Keys.Split(' ').Select(press => $"<kbd>{HtmlEncoder.Default.Encode(Cap(press))}</kbd> ")));

    private static string Cap(string press) => string.Join(' ', press.Split('+').Select(key => key switch
    {
        "ctrl" => "Ctrl",
        "shift" => "Shift",
        "escape" => "Esc",
        { Length: 1 } => key.ToUpperInvariant(),
        _ => char.ToUpperInvariant(key[0]) + key[1..],
    }));
}
