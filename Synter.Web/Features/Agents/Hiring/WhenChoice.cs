using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Schedules;

namespace Synter.Web.Features.Agents.Hiring;

/// <summary>A schedule while it is being chosen: what belongs to another frequency is kept in case the person goes back.</summary>
public sealed class WhenChoice
{
    public Frequency Frequency { get; set; }

    public TimeOnly At { get; set; } = Schedule.DefaultAt;

    /// <summary>1 is Monday.</summary>
    public int Weekday { get; set; } = 1;

    public int Day { get; set; } = 1;

    public static WhenChoice Of(Frequency frequency, JsonObject? schedule)
    {
        var choice = new WhenChoice { Frequency = frequency };
        switch (schedule is null ? null : Schedule.Parse(frequency, schedule) is { IsOk: true } parsed ? parsed.Value : null)
        {
            case Schedule.Daily daily:
                choice.At = daily.At;
                break;
            case Schedule.Weekly weekly:
                (choice.At, choice.Weekday) = (weekly.At, weekly.Weekday);
                break;
            case Schedule.Monthly monthly:
                (choice.At, choice.Day) = (monthly.At, monthly.Day);
                break;
        }

        return choice;
    }

    public JsonObject ToJson() => Frequency switch
    {
        Frequency.Daily => new JsonObject { ["at"] = Time },
        Frequency.Weekly => new JsonObject { ["at"] = Time, ["weekday"] = Weekday },
        Frequency.Monthly => new JsonObject { ["at"] = Time, ["day_of_month"] = Day },
        Frequency.OnDemand or Frequency.Scheduled => [],
        _ => throw new InvalidOperationException($"There is no frequency {Frequency}."),
    };

    private string Time => At.ToString("HH:mm", CultureInfo.InvariantCulture);
}
