using System.Globalization;
using Synter.Domain.Agents.Runs;

namespace Synter.Domain.Marketing;

/// <summary>
/// How far a goal is through its subjects. The watermark carries it from run to run, so that subjects come round again only
/// when all have been used, whatever the schedule and however often somebody runs it by hand.
/// </summary>
internal static class Rotation
{
    private const string Prefix = "posts:";

    /// <summary>Where to go on. Without a watermark the date decides, so that two new goals do not open alike.</summary>
    public static long Position(RunContext context, PostPlan plan) =>
        context.Watermark is { } mark && mark.StartsWith(Prefix, StringComparison.Ordinal)
            && long.TryParse(mark.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
                ? position
                : plan.Occasion.Day.DayNumber;

    public static string After(PostBrief brief) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{brief.Position + brief.Slots.Count}");
}
