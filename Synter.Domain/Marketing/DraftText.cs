using System.Globalization;
using System.Text;

namespace Synter.Domain.Marketing;

/// <summary>The readable body of a draft. What stands in quotes is shown to the letter: nothing in it is taken for Markdown.</summary>
internal static class DraftText
{
    public static string Body(ComposedPost post, SocialPlatform platform, string label, string suggested)
    {
        var text = post.Texts[platform.Key];
        return string.Create(CultureInfo.InvariantCulture, $"""
            _{label}_

            **Canonical text**

            {Quote(post.Canonical)}

            **For {platform.Name}**, {platform.Measure(text):N0} of {platform.Limit:N0} characters

            {Quote(text)}

            - Topic: {post.Topic.Words()}
            - Suggested: {suggested}
            """).ReplaceLineEndings("\n");
    }

    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '~' or '&')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string Quote(string text) =>
        string.Join("\n", text.Split('\n').Select(line => line.Length == 0 ? ">" : $"> {Escape(line)}"));
}
