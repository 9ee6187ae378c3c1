using System.Globalization;
using System.Text;

namespace Synter.Web.Components.Text;

/// <summary>
/// Makes visible what a text hides: characters that turn the reading direction round or take no room. A reviewer approves bytes,
/// so what is read must be what is sent.
/// </summary>
public static class HiddenCharacters
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    /// <summary>The same text with each hidden character written as <c>⟦U+202E⟧</c>.</summary>
    public static string Mark(string text)
    {
        if (!MayHide(text))
        {
            return text;
        }

        var marked = new StringBuilder(text.Length + 16);
        var runes = text.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            if (IsHidden(runes, i))
            {
                marked.Append(CultureInfo.InvariantCulture, $"⟦U+{runes[i].Value:X4}⟧");
            }
            else
            {
                marked.Append(runes[i].ToString());
            }
        }

        return marked.ToString();
    }

    private static bool MayHide(string text) => text.Any(c => c > '~' || (c < ' ' && c is not ('\n' or '\r' or '\t')));

    private static bool IsHidden(Rune[] runes, int at) => Rune.GetUnicodeCategory(runes[at]) switch
    {
        UnicodeCategory.Control => runes[at].Value is not ('\n' or '\r' or '\t'),
        // Joiners belong between letters of Indic and Arabic scripts and inside emoji; anywhere else they only hide.
        UnicodeCategory.Format => runes[at].Value is not (ZeroWidthNonJoiner or ZeroWidthJoiner) || !Joins(runes, at),
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse => true,
        // Fillers that are drawn as nothing though they count as letters.
        _ => runes[at].Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800,
    };

    private static bool Joins(Rune[] runes, int at) =>
        at > 0 && at < runes.Length - 1 && IsJoined(runes[at - 1]) && IsJoined(runes[at + 1]);

    private static bool IsJoined(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        or UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;
}
