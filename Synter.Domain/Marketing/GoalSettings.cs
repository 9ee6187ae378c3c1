using System.Globalization;
using System.Text.Json.Nodes;

namespace Synter.Domain.Marketing;

/// <summary>The settings the three marketing goals share; what is absent has the default its schema states.</summary>
/// <param name="Count">Posts per platform in one stretch: a week's for the batch and the pack.</param>
internal sealed record GoalSettings(
    int Count, IReadOnlyList<PostTopic> Topics, string? Theme, Tone Tone, string? Link, TimeOnly PostingTime)
{
    public static GoalSettings Read(JsonObject settings, GoalSettings defaults) => new(
        settings.Number("posts_per_platform") ?? settings.Number("posts_per_week") ?? defaults.Count,
        settings.Texts("topics") is { Count: > 0 } topics ? [.. topics.Select(PostTopics.Parse)] : defaults.Topics,
        settings.Text("theme") is { } theme && CleanText.OneLine(theme) is { Length: > 0 } line ? line : null,
        settings.Text("tone") is { } tone ? Enum.Parse<Tone>(tone, ignoreCase: true) : defaults.Tone,
        settings.Text("link"),
        settings.Text("posting_time") is { } time ? TimeOnly.ParseExact(time, "HH:mm", CultureInfo.InvariantCulture) : defaults.PostingTime);
}
