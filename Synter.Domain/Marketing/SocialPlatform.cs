namespace Synter.Domain.Marketing;

/// <summary>A network that posts go to, and how much text it takes.</summary>
public sealed class SocialPlatform
{
    public static readonly SocialPlatform Facebook = new("facebook", "Facebook Page", "page_feed", 63_206, text => text.Length);

    public static readonly SocialPlatform X = new("x", "X", "timeline", 280, WeightedText.Length);

    public static readonly IReadOnlyList<SocialPlatform> All = [Facebook, X];

    private readonly Func<string, int> _measure;

    private SocialPlatform(string key, string name, string surface, int limit, Func<string, int> measure) =>
        (Key, Name, Surface, Limit, _measure) = (key, name, surface, limit, measure);

    /// <summary>The provider's name everywhere, as in <c>facebook</c>.</summary>
    public string Key { get; }

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Where on the network a post appears.</summary>
    public string Surface { get; }

    /// <summary>The longest post, as the network counts.</summary>
    public int Limit { get; }

    /// <summary>The network takes the link beside the text and makes a preview of it, so it need not stand in the text.</summary>
    public bool LinkIsSeparate => this == Facebook;

    public static SocialPlatform? Find(string key) => All.FirstOrDefault(p => p.Key == key);

    /// <summary>How long the network says a text is.</summary>
    public int Measure(string text) => _measure(text);

    /// <summary>What the network is given: where it takes no link beside the text, the text with the link below it.</summary>
    public string TextFor(string text, string? link) =>
        LinkIsSeparate || link is null || text.Contains(link, StringComparison.Ordinal) ? text : $"{text}\n\n{link}";

    public override string ToString() => Key;
}
