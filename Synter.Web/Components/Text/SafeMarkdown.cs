using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Synter.Web.Components.Text;

/// <summary>
/// Markdown that others wrote, made harmless: raw HTML stays text, links lead to http, https or mailto only, pictures become
/// their words (fetching one would tell its server who reads).
/// </summary>
public static class SafeMarkdown
{
    /// <summary>Below the page's and the section's own headings.</summary>
    private const int HeadingShift = 2;

    private const int LastHeading = 6;

    // Extensions are named one by one. «Advanced» would bring attributes, and with them onclick.
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseAutoLinks()
        .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
        .Build();

    public static string ToHtml(string markdown)
    {
        var document = Markdown.Parse(HiddenCharacters.Mark(markdown), s_pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            heading.Level = Math.Min(heading.Level + HeadingShift, LastHeading);
        }

        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            Tame(link, link.GetDynamicUrl?.Invoke() ?? link.Url, link.IsImage);
        }

        foreach (var link in document.Descendants<AutolinkInline>().ToList())
        {
            Tame(link, link.IsEmail ? "mailto:" + link.Url : link.Url, isImage: false);
        }

        return document.ToHtml(s_pipeline);
    }

    private static void Tame(Inline link, string? url, bool isImage)
    {
        if (!isImage && IsAllowed(url))
        {
            var attributes = link.GetAttributes();
            attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
            attributes.AddPropertyIfNotExist("target", "_blank");
            return;
        }

        // The link's own words stay, its address behind them: nothing is swallowed.
        var words = new ContainerInline();
        link.ReplaceBy(words);
        words.AppendChild(new LiteralInline(link is LinkInline ? $" ({url})" : url ?? ""));
    }

    /// <summary>Whether an address may be led to from a page.</summary>
    public static bool IsAllowed(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
}
