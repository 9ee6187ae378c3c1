using System.Net;
using Markdig;
using Synter.Domain.Mail;

namespace Synter.Infrastructure.Mail;

/// <summary>The HTML part: plain markup that every mail program shows, with nothing fetched from anywhere.</summary>
internal static class MailHtml
{
    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static string From(MailText text) => $"""
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>{WebUtility.HtmlEncode(text.Subject)}</title></head>
        <body style="margin:0;padding:32px 16px;font:16px/1.5 system-ui,sans-serif"><div style="max-width:560px;margin:0 auto">
        {Markdown.ToHtml(text.Markdown, s_pipeline)}
        </div></body></html>
        """;
}
