using Synter.Web.Live;

namespace Synter.Web.Components.Layout;

public sealed record PaletteHit(string Name, string Href, string Icon, Shortcut? Shortcut = null);

/// <summary>What the palette offers for a text: pages by name, one thing by its whole id, a trace by its correlation id.</summary>
public static class PaletteHits
{
    private const int HexDigits = 32;

    public static IReadOnlyList<PaletteHit> For(string text, ShellState shell)
    {
        var wanted = text.Trim();
        if (ById(wanted) is { } thing)
        {
            return [thing];
        }

        var pages = NavMap.For(shell).SelectMany(g => g.Items).Select(i => new PaletteHit(i.Name, i.Href, i.Icon, i.Shortcut));
        var hits = pages.Where(page => page.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)).ToList();
        if (wanted.Length > 0)
        {
            hits.Add(new($"Search the audit for «{wanted}»", "/audit?search=" + Uri.EscapeDataString(wanted), "shield"));
        }

        return hits;
    }

    private static PaletteHit? ById(string text) => text.Split('_') switch
    {
        ["run", { Length: HexDigits }] => new("Open this run", "/runs/" + text, "run"),
        ["dlv", { Length: HexDigits }] => new("Open this proposal", "/review/" + text, "inbox"),
        ["hag", { Length: HexDigits }] => new("Open this agent", $"/agents/{text}/configure", "agent"),
        ["dst", { Length: HexDigits }] => new("Open this dataset", "/datasets/" + text, "data"),
        [{ Length: HexDigits } trace] when trace.All(char.IsAsciiHexDigitLower) =>
            new("Find this correlation id in the audit", "/audit?correlation=" + trace, "shield"),
        _ => null,
    };
}
