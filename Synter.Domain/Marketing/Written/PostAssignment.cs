using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Inference;

namespace Synter.Domain.Marketing.Written;

/// <summary>One post that a model is to write: how it is asked for, and whether an answer will do.</summary>
internal sealed class PostAssignment(PostBrief brief, int index)
{
    public const string Rules =
        "You write social media posts for a healthcare clinic. Answer with exactly one JSON object and nothing else. "
        + "Be useful and correct. Promise no cure and no result, compare with nobody, give no diagnosis, name no price, no person and no telephone number, "
        + "and invent no fact about the clinic. Write no links: they are added afterwards. Plain text, no Markdown.";

    private const int LongestTitle = 100;
    private const int LongestCanonical = 5_000;

    private readonly PostSlot _slot = brief.Slots[index];

    public int Position => _slot.Position;

    public int Seed => (int)((brief.Position + index) & int.MaxValue);

    public string Question => string.Create(CultureInfo.InvariantCulture, $"""
        Clinic: {brief.Brand.Name}, {brief.Brand.Location}. It offers: {string.Join(", ", brief.Brand.Offerings)}.
        Write post {_slot.Position} of {brief.Slots.Count}, for {_slot.Day.Words()}, about: {Topic.Words()}.
        Language: {CultureInfo.GetCultureInfo(brief.Language).EnglishName}. Tone: {brief.Tone.ToString().ToLowerInvariant()}.{Theme}
        Hashtags: {Hashtags}
        Form: {Form}
        """);

    private string Form
    {
        get
        {
            var texts = brief.Platforms.Select(p => string.Create(CultureInfo.InvariantCulture, $"\"{p.Key}\": \"at most {Room(p)} characters, with the hashtags\""));
            return $"{{\"title\": \"a few words for the reviewer\", \"canonical\": \"the whole text, without hashtags\", \"texts\": {{{string.Join(", ", texts)}}}}}";
        }
    }

    /// <summary>A health day has its date in Synter’s own calendar, which a model does not know.</summary>
    private PostTopic Topic
    {
        get
        {
            var topics = brief.Topics.Where(t => t != PostTopic.Seasonal).DefaultIfEmpty(PostTopic.PatientEducation).ToList();
            return topics[(int)((brief.Position + index) % topics.Count)];
        }
    }

    private string Theme => brief.Theme is null ? "" : $" Theme: {brief.Theme}.";

    private string Hashtags
    {
        get
        {
            var rules = brief.Hashtags;
            var always = Always.Count == 0 ? "" : $" Always: {string.Join(" ", Always.Select(t => $"#{t}"))}.";
            var never = rules.Never.Count == 0 ? "" : $" Never: {string.Join(" ", rules.Never.Select(t => $"#{t}"))}.";
            return rules.MaxPerPost == 0 ? "none." : string.Create(CultureInfo.InvariantCulture, $"at most {rules.MaxPerPost}.{always}{never}");
        }
    }

    private IReadOnlyList<string> Always => [.. brief.Hashtags.Always
        .Where(t => !brief.Hashtags.Never.Contains(t, StringComparer.OrdinalIgnoreCase)).Take(brief.Hashtags.MaxPerPost)];

    /// <summary>What is wrong with an answer, in sentences for the model and for people; null when the post will do.</summary>
    public string? Read(string reply, out ComposedPost? post)
    {
        post = null;
        var read = ReplyParser.Parse(reply);
        if (read.Object is not { } json)
        {
            return read.Error;
        }

        var title = CleanText.OneLine(json.Text("title") ?? "");
        var canonical = Clean(json.Text("canonical"));
        var texts = brief.Platforms.ToDictionary(p => p.Key, p => Clean((json["texts"] as JsonObject)?.Text(p.Key)));
        string?[] faults =
        [
            title.Length is 0 or > LongestTitle ? $"title must have 1 to {LongestTitle} characters." : null,
            canonical.Length is 0 or > LongestCanonical ? $"canonical must have 1 to {LongestCanonical} characters." : null,
            .. brief.Platforms.Select(p => Fault(p, texts[p.Key])),
        ];
        if (faults.OfType<string>().ToList() is { Count: > 0 } wrong)
        {
            return string.Join(" ", wrong);
        }

        post = new ComposedPost(_slot, _slot.Day, Topic, title, canonical, brief.Platforms.ToDictionary(p => p.Key, p => WithLink(p, texts[p.Key])));
        return null;
    }

    private string? Fault(SocialPlatform platform, string text)
    {
        var tags = HashtagsIn(text);
        return text.Length == 0 ? $"texts.{platform.Key} is missing."
            : platform.Measure(text) > Room(platform) ? string.Create(CultureInfo.InvariantCulture, $"texts.{platform.Key} has {platform.Measure(text)} characters; at most {Room(platform)} fit.")
            : text.Contains("://", StringComparison.Ordinal) || text.Contains("www.", StringComparison.OrdinalIgnoreCase) ? $"texts.{platform.Key} holds a link; write none."
            : tags.Count > brief.Hashtags.MaxPerPost ? string.Create(CultureInfo.InvariantCulture, $"texts.{platform.Key} has {tags.Count} hashtags; at most {brief.Hashtags.MaxPerPost} are allowed.")
            : tags.FirstOrDefault(t => brief.Hashtags.Never.Contains(t, StringComparer.OrdinalIgnoreCase)) is { } never ? $"texts.{platform.Key} uses #{never}, which is never to be used."
            : Always.FirstOrDefault(t => !tags.Contains(t, StringComparer.OrdinalIgnoreCase)) is { } always ? $"texts.{platform.Key} lacks #{always}, which is always to be used."
            : null;
    }

    /// <summary>What the link leaves of the network's limit and of the customer's own.</summary>
    private int Room(SocialPlatform platform)
    {
        var most = Math.Min(platform.Limit, brief.MaxLength ?? int.MaxValue);
        return most - (platform.Measure(WithLink(platform, "x")) - platform.Measure("x"));
    }

    private string WithLink(SocialPlatform platform, string text) => platform.TextFor(text, brief.Link);

    private static string Clean(string? text) =>
        text is null ? "" : string.Join('\n', text.ReplaceLineEndings("\n").Split('\n').Select(CleanText.OneLine)).Trim();

    private static List<string> HashtagsIn(string text) => [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Where(word => word.Length > 1 && word[0] == '#').Select(word => word[1..].TrimEnd('.', ',', '!', '?', ';', ':')).Where(t => t.Length > 0)];
}
