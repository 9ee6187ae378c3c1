namespace Synter.Domain.Agents.Schedules;

/// <summary>Between a zone's wall clock and UTC, with one stated answer where the clock is changed.</summary>
public static class WallClock
{
    // Wider than any offset there is, so that it spans a change of the clock on either side.
    private static readonly TimeSpan Reach = TimeSpan.FromHours(26);

    /// <summary>What the clock on the wall shows.</summary>
    public static DateTime At(DateTimeOffset time, TimeZoneInfo zone) => time.UtcDateTime.Add(zone.GetUtcOffset(time.UtcDateTime));

    /// <summary>
    /// When the clock shows a time: the first such instant; where it never does, the first instant after the gap.
    /// </summary>
    /// <remarks>
    /// Goes by the offsets in force around the time and never by TimeZoneInfo's own local-time rules: those know gaps of
    /// daylight saving only, not those of a zone that moves across the date line.
    /// </remarks>
    public static DateTimeOffset Resolve(DateTime wall, TimeZoneInfo zone)
    {
        var asUtc = DateTime.SpecifyKind(wall, DateTimeKind.Utc);
        var (from, to) = (asUtc - Reach, asUtc + Reach);
        var (before, then) = (zone.GetUtcOffset(from), zone.GetUtcOffset(to));
        if (zone.GetUtcOffset(asUtc - before) == before)
        {
            return new(asUtc - before);
        }

        return zone.GetUtcOffset(asUtc - then) == then ? new(asUtc - then) : new(ChangeBetween(from, to, before, zone));
    }

    /// <summary>The first instant at which the offset is another than before.</summary>
    private static DateTime ChangeBetween(DateTime from, DateTime to, TimeSpan before, TimeZoneInfo zone)
    {
        while (to - from > TimeSpan.FromTicks(1))
        {
            var middle = from + ((to - from) / 2);
            (from, to) = zone.GetUtcOffset(middle) == before ? (middle, to) : (from, middle);
        }

        return to;
    }
}
