using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Schedules;

/// <summary>
/// When a goal runs, by the wall clock of a zone that is given later. A closed family of values; <see cref="Cadence"/> turns
/// one into instants.
/// </summary>
public abstract record Schedule
{
    private Schedule()
    {
    }

    public static readonly TimeOnly DefaultAt = new(9, 0);

    /// <summary>Finer would be a loop, not a schedule.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(1);

    public abstract Frequency Frequency { get; }

    /// <summary>As the API and the <c>goals</c> table have it; <see cref="Parse"/> reads it back.</summary>
    public abstract JsonObject ToJson();

    public sealed record OnDemand : Schedule
    {
        public override Frequency Frequency => Frequency.OnDemand;

        public override JsonObject ToJson() => [];
    }

    public sealed record Daily(TimeOnly At) : Schedule
    {
        public override Frequency Frequency => Frequency.Daily;

        public override JsonObject ToJson() => new() { ["at"] = Write(At) };
    }

    /// <param name="Weekday">1 is Monday, 7 is Sunday.</param>
    public sealed record Weekly(int Weekday, TimeOnly At) : Schedule
    {
        public override Frequency Frequency => Frequency.Weekly;

        public override JsonObject ToJson() => new() { ["at"] = Write(At), ["weekday"] = Weekday };
    }

    /// <param name="Day">1 to 31; in a shorter month its last day.</param>
    public sealed record Monthly(int Day, TimeOnly At) : Schedule
    {
        public override Frequency Frequency => Frequency.Monthly;

        public override JsonObject ToJson() => new() { ["at"] = Write(At), ["day_of_month"] = Day };
    }

    /// <summary>At whole multiples of an interval since the epoch, so that nothing drifts and every process agrees.</summary>
    public sealed record Every(TimeSpan Interval) : Schedule
    {
        public override Frequency Frequency => Frequency.Scheduled;

        public override JsonObject ToJson() => new() { ["every"] = XmlConvert.ToString(Interval) };
    }

    public sealed record Cron(CronExpression Expression) : Schedule
    {
        public override Frequency Frequency => Frequency.Scheduled;

        public override JsonObject ToJson() => new() { ["cron"] = Expression.Text };
    }

    /// <summary>
    /// Reads a schedule strictly; a time left out is 09:00, a weekday Monday, a day the first. Pointers are relative to the
    /// schedule.
    /// </summary>
    public static Result<Schedule> Parse(Frequency frequency, JsonObject? json)
    {
        var reader = new ScheduleReader(json ?? []);
        Schedule? schedule = frequency switch
        {
            Frequency.OnDemand => new OnDemand(),
            Frequency.Daily => new Daily(reader.At()),
            Frequency.Weekly => new Weekly(reader.Number("weekday", 7, "Choose a weekday from 1, Monday, to 7, Sunday."), reader.At()),
            Frequency.Monthly => new Monthly(reader.Number("day_of_month", 31, "Choose a day from 1 to 31."), reader.At()),
            Frequency.Scheduled => reader.Fixed(),
            _ => throw new ArgumentOutOfRangeException(nameof(frequency)),
        };
        return reader.Finish(frequency) is { Count: > 0 } problems ? Refusals.Invalid([.. problems]) : schedule!;
    }

    private static string Write(TimeOnly at) => at.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
