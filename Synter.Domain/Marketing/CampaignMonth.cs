using System.Globalization;

namespace Synter.Domain.Marketing;

/// <summary>A calendar month, or what is left of it, in weeks that begin on Monday.</summary>
/// <param name="First">The first day that may have a post.</param>
internal sealed record CampaignMonth(DateOnly First)
{
    public string Name => First.ToString("MMMM yyyy", CultureInfo.InvariantCulture);

    private DateOnly Last => new DateOnly(First.Year, First.Month, 1).AddMonths(1).AddDays(-1);

    /// <summary>From 1, counted within what is left.</summary>
    public int WeekOf(DateOnly day) => ((MondayOf(day).DayNumber - MondayOf(First).DayNumber) / 7) + 1;

    /// <summary>So many posts in each week, evenly over its days; never two on one day.</summary>
    public IReadOnlyList<PostSlot> Slots(int perWeek) => [.. Days()
        .GroupBy(WeekOf)
        .SelectMany(week => Spread([.. week], perWeek))
        .Select((day, i) => new PostSlot(i + 1, day))];

    private static IEnumerable<DateOnly> Spread(IReadOnlyList<DateOnly> days, int count)
    {
        var posts = Math.Min(count, days.Count);
        return Enumerable.Range(0, posts).Select(i => days[i * days.Count / posts]);
    }

    private IEnumerable<DateOnly> Days()
    {
        for (var day = First; day <= Last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
