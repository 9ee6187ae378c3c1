namespace Synter.Domain.Marketing;

/// <summary>Who the posts speak for.</summary>
public sealed record Brand(string Name, string Location, IReadOnlyList<string> Offerings)
{
    /// <summary>The location's first part: Kothrud of «Kothrud, Pune».</summary>
    public string Place => Location.Split(',')[0].Trim();
}

/// <summary>How posts sound.</summary>
public enum Tone
{
    Friendly,
    Professional,

    /// <summary>No greetings, no good wishes.</summary>
    Plain,
}

/// <param name="MaxPerPost">Those in <paramref name="Always"/> count too.</param>
/// <param name="Always">Without the <c>#</c>, first in each post.</param>
/// <param name="Never">Without the <c>#</c>; wins over <paramref name="Always"/>.</param>
public sealed record HashtagRules(int MaxPerPost, IReadOnlyList<string> Always, IReadOnlyList<string> Never)
{
    public static readonly HashtagRules Default = new(3, [], []);
}

/// <summary>One post's place in its set.</summary>
/// <param name="Position">From 1.</param>
public sealed record PostSlot(int Position, DateOnly Day);

/// <summary>A set of posts to write.</summary>
/// <param name="Language">As configured, as in <c>en-IN</c>.</param>
/// <param name="MaxLength">The customer's own limit, in characters; null for the platforms' alone.</param>
/// <param name="Seed">The same agent and goal, the same order of subjects.</param>
/// <param name="Position">How many posts this goal has had written before: subjects go on where they left off.</param>
/// <param name="Occasion">Which run this is for, the same on each attempt; small variations hang on it.</param>
public sealed record PostBrief(
    Brand Brand,
    string Language,
    Tone Tone,
    string? Theme,
    string? Link,
    IReadOnlyList<PostTopic> Topics,
    IReadOnlyList<PostSlot> Slots,
    IReadOnlyList<SocialPlatform> Platforms,
    int? MaxLength,
    HashtagRules Hashtags,
    string Seed,
    long Position,
    string Occasion);

/// <summary>A post, ready to be read.</summary>
/// <param name="Day">The slot's day, or near it: a health day has its own date.</param>
/// <param name="Canonical">The whole text, before any platform's limits and hashtags.</param>
/// <param name="Texts">The text for each platform of the brief, by <see cref="SocialPlatform.Key"/>.</param>
public sealed record ComposedPost(
    PostSlot Slot,
    DateOnly Day,
    PostTopic Topic,
    string Title,
    string Canonical,
    IReadOnlyDictionary<string, string> Texts);
