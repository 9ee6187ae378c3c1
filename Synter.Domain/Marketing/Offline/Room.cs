namespace Synter.Domain.Marketing.Offline;

/// <summary>How much text fits: the platform's limit as the platform counts, and the customer's own in characters.</summary>
internal sealed record Room(SocialPlatform Platform, int? MaxLength)
{
    private const string Ellipsis = "…";

    public bool Fits(string text) => Platform.Measure(text) <= Platform.Limit && text.Length <= (MaxLength ?? int.MaxValue);

    /// <summary>The text, or as many of its words as fit, or as many characters when not even a word does.</summary>
    public string Cut(string text)
    {
        if (Fits(text))
        {
            return text;
        }

        var words = text.Split(' ');
        for (var count = words.Length - 1; count > 0; count--)
        {
            var shorter = string.Join(' ', words[..count]).TrimEnd(',', ';', ':', '.') + Ellipsis;
            if (Fits(shorter))
            {
                return shorter;
            }
        }

        var runes = text.EnumerateRunes().ToList();
        while (!Fits(string.Concat(runes) + Ellipsis))
        {
            runes.RemoveAt(runes.Count - 1);
        }

        return string.Concat(runes) + Ellipsis;
    }
}
