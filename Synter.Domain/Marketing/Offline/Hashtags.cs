using System.Text;

namespace Synter.Domain.Marketing.Offline;

/// <summary>Which hashtags a post carries, by the customer's rules.</summary>
internal static class Hashtags
{
    /// <summary>With their <c>#</c>: the customer's own first, then the subject's, then the place.</summary>
    public static IReadOnlyList<string> For(Subject subject, Brand brand, HashtagRules rules)
    {
        var never = rules.Never.Select(Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. rules.Always.Concat(subject.Tags).Append(brand.Place)
            .Select(Name)
            .Where(tag => tag.Any(char.IsLetter) && !never.Contains(tag))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Take(rules.MaxPerPost)
            .Select(tag => $"#{tag}")];
    }

    /// <summary>Networks end a hashtag at the first blank or sign, so only letters, marks, digits and underscores stay.</summary>
    private static string Name(string tag)
    {
        var name = new StringBuilder();
        foreach (var rune in tag.EnumerateRunes().Where(r => Rune.IsLetterOrDigit(r) || r.Value == '_' || IsMark(r)))
        {
            name.Append(rune.ToString());
        }

        return name.ToString();
    }

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is
        System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
