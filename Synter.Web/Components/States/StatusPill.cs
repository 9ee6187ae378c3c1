using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;
using Synter.Web.Components.Icons;

namespace Synter.Web.Components.States;

/// <summary>
/// A state on the page: icon, word, colour. Markup and not a component, as an <see cref="Icon"/> is: a list has one a row.
/// </summary>
public static class StatusPill
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly ConcurrentDictionary<(string Css, Status), MarkupString> s_drawn = new();

    /// <param name="text">The word with its particulars: «Retrying at 09:14», «Sends in 7 s».</param>
    public static MarkupString Of(Status status, string? text = null) => Draw("pill", status, text);

    /// <summary>For running text: without a ground.</summary>
    /// <inheritdoc cref="Of"/>
    public static MarkupString Flag(Status status, string? text = null) => Draw("flag", status, text);

    private static MarkupString Draw(string css, Status status, string? text) => text is null
        ? s_drawn.GetOrAdd((css, status), static key => Draw(key.Css, key.Item2, key.Item2.Word))
        : new MarkupString(
            $"""<span class="{css} {status.Css}" data-testid="status" data-status="{s_encoder.Encode(status.Word)}">{Icon.Small(status.Icon, status.Icon == "spin" ? "turns" : null)}{s_encoder.Encode(text)}</span>""");
}
