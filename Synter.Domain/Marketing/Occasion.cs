using System.Globalization;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.Marketing;

/// <summary>
/// What one run stands for: a date of its goal's schedule, or one asking by a person. The same on each attempt of a run, even
/// across midnight.
/// </summary>
/// <param name="Key">Unique within the goal; idempotency keys hang on it.</param>
/// <param name="Day">The agent's calendar day.</param>
/// <param name="Time">The agent's wall clock at that instant.</param>
internal sealed record Occasion(string Key, DateOnly Day, TimeOnly Time)
{
    public static Occasion Of(RunContext context)
    {
        var instant = context.ScheduledFor ?? StrongId.MadeAt(context.Envelope.RunId);
        var local = TimeZoneInfo.ConvertTime(instant, context.Zone).DateTime;
        // A second run by hand on one day is a second wish, so its posts are other posts.
        var key = context.ScheduledFor is { } scheduled
            ? scheduled.UtcDateTime.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture)
            : context.Envelope.RunId.ToString();
        return new Occasion(key, DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }
}
