namespace Synter.Domain.Agents.Schedules;

/// <summary>
/// When a schedule is due next. Pure: the same question has the same answer on every node and after every restart.
/// A wall-clock time that a spring change skips is due at the first instant after the gap; one that an autumn change
/// repeats is due at its first occurrence.
/// </summary>
public static class Cadence
{
    // 29 February, over a century that has none.
    private const int FarthestDays = (8 * 366) + 1;

    /// <summary>The first due instant strictly after another, in UTC; null for what runs on demand only.</summary>
    public static DateTimeOffset? Next(Schedule schedule, DateTimeOffset after, TimeZoneInfo zone) => schedule switch
    {
        Schedule.OnDemand => null,
        Schedule.Daily daily => NextByDay(after, zone, _ => true, [daily.At]),
        Schedule.Weekly weekly => NextByDay(after, zone, d => Weekday(d) == weekly.Weekday, [weekly.At]),
        Schedule.Monthly monthly => NextByDay(after, zone, d => d.Day == Math.Min(monthly.Day, DateTime.DaysInMonth(d.Year, d.Month)), [monthly.At]),
        Schedule.Every every => NextMultiple(after, every.Interval),
        Schedule.Cron { Expression.IsEveryHour: true } cron => NextByMinute(after, zone, cron.Expression),
        Schedule.Cron cron => NextByDay(after, zone, cron.Expression.Matches, cron.Expression.Times),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule)),
    };

    /// <summary>The next few due instants after another, for people to see what they chose.</summary>
    public static IReadOnlyList<DateTimeOffset> Upcoming(Schedule schedule, DateTimeOffset after, TimeZoneInfo zone, int count)
    {
        var times = new List<DateTimeOffset>(count);
        for (var next = Next(schedule, after, zone); next is { } time && times.Count < count; next = Next(schedule, time, zone))
        {
            times.Add(time);
        }

        return times;
    }

    private static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    private static DateTimeOffset NextMultiple(DateTimeOffset after, TimeSpan interval)
    {
        var sinceEpoch = after.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks;
        var multiple = Math.DivRem(sinceEpoch, interval.Ticks, out var rest);
        return DateTimeOffset.UnixEpoch.AddTicks((multiple + (rest < 0 ? 0 : 1)) * interval.Ticks);
    }

    private static DateTimeOffset? NextByDay(DateTimeOffset after, TimeZoneInfo zone, Func<DateOnly, bool> matches, IReadOnlyList<TimeOnly> times)
    {
        // A day early: what a gap moved may belong to yesterday's date.
        var day = DateOnly.FromDateTime(WallClock.At(after, zone)).AddDays(-1);
        for (var i = 0; i < FarthestDays; i++, day = day.AddDays(1))
        {
            if (matches(day) && FirstAfter(after, zone, day, times) is { } next)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Later wall-clock times are never earlier instants, so a binary search finds the first one due.</summary>
    private static DateTimeOffset? FirstAfter(DateTimeOffset after, TimeZoneInfo zone, DateOnly day, IReadOnlyList<TimeOnly> times)
    {
        var (low, high) = (0, times.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = WallClock.Resolve(day.ToDateTime(times[middle]), zone) > after ? (low, middle) : (middle + 1, high);
        }

        return low < times.Count ? WallClock.Resolve(day.ToDateTime(times[low]), zone) : null;
    }

    /// <summary>
    /// «Every 15 minutes» goes on through the hour that autumn repeats: here the clock's minutes are looked at as they pass,
    /// where times of day would leave an hour out.
    /// </summary>
    private static DateTimeOffset? NextByMinute(DateTimeOffset after, TimeZoneInfo zone, CronExpression cron)
    {
        var time = new DateTimeOffset(after.UtcTicks - (after.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero).AddMinutes(1);
        var end = after.AddDays(FarthestDays);
        while (time < end)
        {
            var wall = WallClock.At(time, zone);
            if (!cron.Matches(DateOnly.FromDateTime(wall)))
            {
                // To the next day; early by a day at most where the offset changes in between, never late.
                var midnight = WallClock.Resolve(wall.Date.AddDays(1), zone);
                time = midnight > time ? midnight : time.AddMinutes(1);
            }
            else if (cron.MatchesMinute(wall.Minute))
            {
                return time;
            }
            else
            {
                time = time.AddMinutes(1);
            }
        }

        return null;
    }
}
