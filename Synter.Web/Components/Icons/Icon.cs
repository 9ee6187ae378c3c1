using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Synter.Web.Components.Icons;

/// <summary>
/// An icon of <see cref="IconSet"/>. It is decoration: the word beside it speaks. Markup and not a component, because a page has dozens
/// and a circuit would hold two kilobytes for each.
/// </summary>
public static class Icon
{
    private static readonly ConcurrentDictionary<(string Name, string Css), MarkupString> s_drawn = new();

    /// <summary>16 px.</summary>
    /// <param name="css">Classes beside the icon's own.</param>
    public static MarkupString Of(string name, string? css = null) => Draw(name, css is null ? "i" : $"i {css}");

    /// <summary>14 px.</summary>
    /// <param name="css">Classes beside the icon's own.</param>
    public static MarkupString Small(string name, string? css = null) => Draw(name, css is null ? "i sm" : $"i sm {css}");

    private static MarkupString Draw(string name, string css) => s_drawn.GetOrAdd((name, css), static icon => new MarkupString(
        $"""<svg class="{icon.Css}" aria-hidden="true" focusable="false"><use href="#i-{icon.Name}"></use></svg>"""));
}
