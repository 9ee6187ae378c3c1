using System.Text;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>Text for a log or a progress bar: one line, no longer than fits, without what a database cannot keep.</summary>
internal static class LogText
{
    public static string Clean(string text, int longest)
    {
        var needsNothing = text.Length <= longest && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c));
        return needsNothing ? text : Rewrite(text, longest);
    }

    private static string Rewrite(string text, int longest)
    {
        var clean = new StringBuilder(Math.Min(text.Length, longest));
        foreach (var rune in text.EnumerateRunes())
        {
            // A rune that was half a surrogate pair comes as U+FFFD.
            var shown = Rune.IsControl(rune) ? new Rune(' ') : rune;
            if (clean.Length + shown.Utf16SequenceLength > longest - 1)
            {
                return clean.Append('…').ToString();
            }

            clean.Append(shown);
        }

        return clean.ToString();
    }
}
