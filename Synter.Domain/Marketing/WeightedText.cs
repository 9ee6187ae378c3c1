using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Synter.Domain.Marketing;

/// <summary>
/// Length as X counts it (twitter-text, configuration 3): most Latin, Greek, Cyrillic, Arabic and Indic characters weigh 1, all
/// others 2, an emoji 2 however many code points it has, a link 23 whatever its length. In doubt it counts the heavier reading.
/// </summary>
public static partial class WeightedText
{
    public const int LinkWeight = 23;

    private const int Light = 1;
    private const int Heavy = 2;

    public static int Length(string text)
    {
        var normalized = text.Normalize(NormalizationForm.FormC);
        var links = Links().Matches(normalized);
        var length = 0;
        var from = 0;
        foreach (Match link in links)
        {
            length += Plain(normalized[from..link.Index]) + Weight(link.ValueSpan);
            from = link.Index + link.Length;
        }

        return length + Plain(normalized[from..]);
    }

    /// <summary>
    /// Something like «clinic.care» is a link only when its ending is a real domain. The list of those changes, so whichever
    /// reading is heavier counts.
    /// </summary>
    private static int Weight(ReadOnlySpan<char> link) =>
        link.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? LinkWeight : Math.Max(LinkWeight, Plain(link.ToString()));

    private static int Plain(string text)
    {
        var length = 0;
        var clusters = StringInfo.GetTextElementEnumerator(text);
        while (clusters.MoveNext())
        {
            var cluster = clusters.GetTextElement();
            length += IsEmoji(cluster) ? Heavy : cluster.EnumerateRunes().Sum(Weight);
        }

        return length;
    }

    private static int Weight(Rune rune) => rune.Value switch
    {
        <= 4351 => Light,
        >= 8192 and <= 8205 => Light,
        >= 8208 and <= 8223 => Light,
        >= 8242 and <= 8247 => Light,
        _ => Heavy,
    };

    private static bool IsEmoji(string cluster) => cluster.EnumerateRunes().Any(rune => rune.Value is
        0xFE0F or 0x20E3 or (>= 0x1F1E6 and <= 0x1FAFF));

    // A scheme and anything up to a space, or labels and an ending of letters with an optional path.
    [GeneratedRegex(@"https?://[^\s]+|(?<![@\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[^\s]*)?", RegexOptions.IgnoreCase)]
    private static partial Regex Links();
}
