using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Schedules;

/// <summary>
/// Five fields: minute, hour, day of month, month, day of week. Each is <c>*</c> or a list of values, ranges and steps
/// (<c>1,15-30/5</c>); months and weekdays may be three-letter names, and 7 is Sunday as 0 is. As in every cron, a day
/// matches when either of two restricted day fields does.
/// </summary>
public sealed record CronExpression
{
    private readonly CronField _minute;
    private readonly CronField _dayOfMonth;
    private readonly CronField _month;
    private readonly CronField _dayOfWeek;

    private CronExpression(string text, CronField minute, CronField hour, CronField dayOfMonth, CronField month, CronField dayOfWeek)
    {
        Text = text;
        _minute = minute;
        _dayOfMonth = dayOfMonth;
        _month = month;
        _dayOfWeek = dayOfWeek;
        IsEveryHour = hour.IsAll;
        Times = [.. from h in hour.Values from m in minute.Values select new TimeOnly(h, m)];
    }

    /// <summary>As written, with single spaces.</summary>
    public string Text { get; }

    /// <summary>The times of a matching day, in order.</summary>
    public IReadOnlyList<TimeOnly> Times { get; }

    /// <summary>Whether it runs in every hour, so that it is about intervals and not about the wall clock's hour.</summary>
    public bool IsEveryHour { get; }

    public static Result<CronExpression> Parse(string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            return Wrong($"Write five fields: minute, hour, day of month, month, day of week. This has {fields.Length}.");
        }

        if (!CronField.TryParse(fields[0], CronField.Minutes, out var minute))
        {
            return Wrong("The minute must be * or of 0 to 59.");
        }

        if (!CronField.TryParse(fields[1], CronField.Hours, out var hour))
        {
            return Wrong("The hour must be * or of 0 to 23.");
        }

        if (!CronField.TryParse(fields[2], CronField.DaysOfMonth, out var dayOfMonth))
        {
            return Wrong("The day of the month must be * or of 1 to 31.");
        }

        if (!CronField.TryParse(fields[3], CronField.Months, out var month))
        {
            return Wrong("The month must be * or of 1 to 12 or JAN to DEC.");
        }

        if (!CronField.TryParse(fields[4], CronField.DaysOfWeek, out var dayOfWeek))
        {
            return Wrong("The day of the week must be * or of 0 to 7 or SUN to SAT.");
        }

        var cron = new CronExpression(string.Join(' ', fields), minute, hour, dayOfMonth, month, dayOfWeek);
        return cron.EverMatches() ? cron : Wrong("No year has such a day.");
    }

    /// <summary>Whether it is due at this minute of every hour; for expressions of which <see cref="IsEveryHour"/> holds.</summary>
    public bool MatchesMinute(int minute) => _minute.Contains(minute);

    public bool Matches(DateOnly day)
    {
        if (!_month.Contains(day.Month))
        {
            return false;
        }

        var byMonth = _dayOfMonth.Contains(day.Day);
        var byWeek = _dayOfWeek.Contains((int)day.DayOfWeek);
        return _dayOfMonth.IsAll || _dayOfWeek.IsAll ? byMonth && byWeek : byMonth || byWeek;
    }

    public bool Equals(CronExpression? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    // Four years hold every date there is; that 29 February must also be some weekday cannot be asked for.
    private bool EverMatches()
    {
        var first = new DateOnly(2024, 1, 1);
        return Enumerable.Range(0, 366 + (3 * 365)).Any(d => Matches(first.AddDays(d)));
    }

    private static Refusal Wrong(string message) => new(RefusalKind.Invalid, "validation_failed", message);
}
