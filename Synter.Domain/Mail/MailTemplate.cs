using System.Text.RegularExpressions;

namespace Synter.Domain.Mail;

/// <summary>
/// One template: a subject line, an empty line, then Markdown with <c>{{names}}</c> in it. Both parts of a mail are made of it, so
/// that they never say different things.
/// </summary>
public sealed partial class MailTemplate
{
    private const string SubjectMark = "Subject: ";
    private const int LongestValue = 200;

    private readonly string _subject;
    private readonly string _body;

    private MailTemplate(string subject, string body) => (_subject, _body) = (subject, body);

    /// <summary>What it must be given.</summary>
    public IEnumerable<string> Names => Placeholder().Matches(_subject + _body).Select(match => match.Groups[1].Value).Distinct();

    public static MailTemplate Parse(string text)
    {
        text = text.ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        return text.StartsWith(SubjectMark, StringComparison.Ordinal) && end > 0
            ? new MailTemplate(text[SubjectMark.Length..end], text[(end + 2)..].Trim())
            : throw new FormatException("A template begins with «Subject: », then an empty line.");
    }

    /// <exception cref="KeyNotFoundException">A name has no value.</exception>
    public MailText Fill(IReadOnlyDictionary<string, string> values) => new(
        Fill(_subject, values, OneLine),
        Fill(_body, values, EscapeMarkdown),
        Bold().Replace(Link().Replace(Fill(_body, values, OneLine), "$1:\n$2"), "$1"));

    private static string Fill(string template, IReadOnlyDictionary<string, string> values, Func<string, string> text) =>
        Placeholder().Replace(template, match => IsLink(match.Groups[1].Value) ? Address(values[match.Groups[1].Value]) : text(values[match.Groups[1].Value]));

    private static bool IsLink(string name) => name.EndsWith("link", StringComparison.Ordinal);

    private static string Address(string link) => Uri.TryCreate(link, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        ? uri.AbsoluteUri
        : throw new FormatException("A link in a mail is an http address.");

    /// <summary>No line breaks, which in a subject would begin another header; and no address that mail programs would turn into a link of somebody else's.</summary>
    private static string OneLine(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Replace("://", ": //", StringComparison.Ordinal).Trim();
        return line.Length <= LongestValue ? line : line[..LongestValue] + "…";
    }

    private static string EscapeMarkdown(string text) => MarkdownSign().Replace(OneLine(text), @"\$0");

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"[!-/:-@\[-`{-~]")]
    private static partial Regex MarkdownSign();
}
