using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Schedules;

/// <summary>Reads the members of a schedule, gathering what is wrong with each.</summary>
internal sealed class ScheduleReader(JsonObject json)
{
    private readonly HashSet<string> _asked = [];
    private readonly List<FieldError> _problems = [];

    public TimeOnly At()
    {
        _asked.Add("at");
        if (json["at"] is not { } value)
        {
            RefuseNull("at", "Write hours and minutes, as in 09:30.");
            return Schedule.DefaultAt;
        }

        if (Text(value) is { } text && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            return at;
        }

        Refuse("at", "Write hours and minutes, as in 09:30.");
        return Schedule.DefaultAt;
    }

    /// <summary>A whole number from 1; left out it is 1.</summary>
    public int Number(string name, int most, string problem)
    {
        _asked.Add(name);
        if (json[name] is not { } value)
        {
            RefuseNull(name, problem);
            return 1;
        }

        if (JsonNumbers.TryRead(value, out var number) && decimal.IsInteger(number) && number >= 1 && number <= most)
        {
            return (int)number;
        }

        Refuse(name, problem);
        return 1;
    }

    /// <summary><c>{every}</c> or <c>{cron}</c>; null when it is neither.</summary>
    public Schedule? Fixed()
    {
        _asked.UnionWith(["every", "cron"]);
        if (json.ContainsKey("every") == json.ContainsKey("cron"))
        {
            Refuse(null, "State either every, as in PT2H, or cron, as in 0 2 * * *.");
            return null;
        }

        return json.ContainsKey("every") ? Every(Text(json["every"])) : Cron(Text(json["cron"]));
    }

    public IReadOnlyList<FieldError> Finish(Frequency frequency)
    {
        foreach (var (name, _) in json.Where(m => !_asked.Contains(m.Key)))
        {
            Refuse(name, frequency == Frequency.OnDemand
                ? "A goal that runs on demand has no times. Remove this."
                : "A goal of this frequency has no such setting. Remove it.");
        }

        return _problems;
    }

    private Schedule.Every? Every(string? text)
    {
        try
        {
            // Years and months have no length; XmlConvert would make some up.
            var interval = text?.Split('T')[0].IndexOfAny(['Y', 'M']) >= 0 ? TimeSpan.Zero : XmlConvert.ToTimeSpan(text ?? "");
            if (interval >= Schedule.ShortestInterval && interval.Ticks % TimeSpan.TicksPerSecond == 0)
            {
                return new(interval);
            }
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            // Told below, with all else that is no interval.
        }

        Refuse("every", "Write an ISO 8601 duration of at least a minute, as in PT2H.");
        return null;
    }

    private Schedule.Cron? Cron(string? text)
    {
        if (CronExpression.Parse(text ?? "").TryGet(out var cron, out var refusal))
        {
            return new(cron);
        }

        Refuse("cron", refusal.Message);
        return null;
    }

    private void RefuseNull(string name, string problem)
    {
        if (json.ContainsKey(name))
        {
            Refuse(name, problem);
        }
    }

    private void Refuse(string? name, string message) => _problems.Add(new(name is null ? "" : JsonPointer.Append("", name), message));

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
