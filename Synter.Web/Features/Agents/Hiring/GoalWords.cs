using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Web.Components.Forms;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>Schedules in words.</summary>
public static class GoalWords
{
    public static string Of(Frequency frequency) => frequency switch
    {
        Frequency.Daily => "Daily",
        Frequency.Weekly => "Weekly",
        Frequency.Monthly => "Monthly",
        Frequency.OnDemand => "On demand",
        Frequency.Scheduled => "Fixed schedule",
        _ => throw new ArgumentOutOfRangeException(nameof(frequency)),
    };

    /// <param name="day">1 is Monday.</param>
    public static string Weekday(int day) => CultureInfo.InvariantCulture.DateTimeFormat.GetDayName((DayOfWeek)(day % 7));

    /// <summary>«Weekly, Monday at 07:00».</summary>
    public static string Of(Schedule schedule) => schedule switch
    {
        Schedule.OnDemand => "On demand",
        Schedule.Daily daily => $"Daily at {Clock(daily.At)}",
        Schedule.Weekly weekly => $"Weekly, {Weekday(weekly.Weekday)} at {Clock(weekly.At)}",
        Schedule.Monthly monthly => $"Monthly, day {monthly.Day} at {Clock(monthly.At)}",
        Schedule.Every every => Interval(every.Interval),
        Schedule.Cron cron => $"By cron: {cron.Expression.Text}",
        _ => throw new ArgumentOutOfRangeException(nameof(schedule)),
    };

    /// <summary>The same for a goal as it is read; one that cannot be read says only how often.</summary>
    public static string Of(Frequency frequency, JsonObject schedule) =>
        Schedule.Parse(frequency, schedule).TryGet(out var read, out _) ? Of(read) : Of(frequency);

    /// <summary>«Mon 23 Nov, 07:00» by the clock of a zone; another year with the year.</summary>
    public static string At(DateTimeOffset at, TimeZoneInfo zone, DateTimeOffset now)
    {
        var wall = WallClock.At(at, zone);
        var format = wall.Year == WallClock.At(now, zone).Year ? "ddd d MMM, HH:mm" : "ddd d MMM yyyy, HH:mm";
        return wall.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>What the goal was told, by the labels and words of its form; what was left out is left out.</summary>
    public static IEnumerable<(string Label, string Value)> Settings(GoalTemplate template, JsonObject settings) =>
        from field in FormFields.Of(template.SettingsSchema.Root, settings)
        let value = JsonPointer.Find(settings, field.Pointer)
        where value is not null
        select (field.Node.Label, Words(field.Node, value));

    private static string Words(SchemaNode node, JsonNode value) => value switch
    {
        JsonArray list => string.Join(", ", list.OfType<JsonNode>().Select(item => (node.Items ?? node).LabelOf(FormValues.Text(item)))),
        _ when node.Hints.Unit is { } unit => $"{FormValues.Text(value)} {unit}",
        _ => FormValues.Text(value) switch { "true" => "Yes", "false" => "No", var text => node.LabelOf(text) },
    };

    private static string Interval(TimeSpan interval) => interval switch
    {
        { TotalMinutes: < 60 } => $"Every {interval.TotalMinutes:0} minutes",
        { TotalHours: 1 } => "Every hour",
        { Minutes: 0 } => $"Every {interval.TotalHours:0} hours",
        _ => $"Every {Manner.Lasts(interval)}",
    };

    private static string Clock(TimeOnly at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
