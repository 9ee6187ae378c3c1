using System.Text;

namespace Synter.Domain.Marketing;

/// <summary>Text from a form, made fit to stand in a post.</summary>
internal static class CleanText
{
    /// <summary>One line: no control characters, no half surrogate pairs, no doubled blanks.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                if (line.Length > 0 && line[^1] != ' ')
                {
                    line.Append(' ');
                }
            }
            else
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd();
    }
}
