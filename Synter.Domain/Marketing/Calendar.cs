using System.Globalization;

namespace Synter.Domain.Marketing;

/// <summary>Days and times as people read them, and as clocks keep them.</summary>
internal static class Calendar
{
    public static string Words(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Short(this DateOnly day) => day.ToString("ddd d MMM", CultureInfo.InvariantCulture);

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>
    /// The instant of a wall-clock time. One that a spring change skips becomes the first that exists after it; one that an
    /// autumn change repeats is its first pass.
    /// </summary>
    public static DateTimeOffset At(this DateOnly day, TimeOnly time, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
