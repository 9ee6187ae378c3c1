using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Xunit;

namespace Synter.Tests.Domain.Agents.Schedules;

public class CadencePropertyTests
{
    // Whole-hour, half-hour and reversed daylight saving, both hemispheres, Ramadan, none at all, and the farthest offsets.
    private static readonly TimeZoneInfo[] SomeZones =
    [
        .. new[]
        {
            "UTC", "Asia/Kolkata", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Santiago", "Africa/Casablanca",
            "Africa/Cairo", "Asia/Kathmandu", "Asia/Beirut", "Australia/Lord_Howe", "Australia/Sydney", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham",
        }.Select(Zones.Find),
    ];

    private static readonly Dictionary<string, DateTimeOffset[]> ChangesOf = SomeZones.ToDictionary(z => z.Id, Changes);

    private static readonly Gen<TimeZoneInfo> Zone = Gen.Elements(SomeZones);

    private static readonly Gen<TimeOnly> Time = Gen.Choose(0, 1439).Select(m => TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(m)));

    private static readonly Gen<string> CronText = Gen.Elements(
        "0 2 * * *", "*/30 * * * *", "15 */6 * * *", "0,30 1-3 * * SUN", "0 0 29 2 *", "5 4 1,15 * MON", "* 2 * 3,10 *", "0 12 * * 1-5");

    private static readonly Gen<Schedule> AnySchedule = Gen.OneOf(
        Time.Select(t => (Schedule)new Schedule.Daily(t)),
        Gen.Choose(1, 7).SelectMany(d => Time.Select(t => (Schedule)new Schedule.Weekly(d, t))),
        Gen.Choose(1, 31).SelectMany(d => Time.Select(t => (Schedule)new Schedule.Monthly(d, t))),
        Gen.Choose(60, 1_000_000).Select(s => (Schedule)new Schedule.Every(TimeSpan.FromSeconds(s))),
        CronText.Select(c => (Schedule)new Schedule.Cron(CronExpression.Parse(c).Value)));

    private static readonly Arbitrary<(TimeZoneInfo Zone, DateTimeOffset At, Schedule Schedule, double Share)> Case = Arb.From(
        from zone in Zone
        from at in Instant(zone)
        from schedule in AnySchedule
        from share in Gen.Choose(0, 999)
        select (zone, at, schedule, share / 1000.0));

    [Fact]
    public void Next_IsStrictlyAfter_AndCutToMicroseconds() => Prop.ForAll(Case, c =>
    {
        var next = Cadence.Next(c.Schedule, c.At, c.Zone)!.Value;

        return next > c.At && next == next.ToMicroseconds() && next.Offset == TimeSpan.Zero;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_FromAnywhereBeforeIt_IsTheSame() => Prop.ForAll(Case, c =>
    {
        var next = Cadence.Next(c.Schedule, c.At, c.Zone)!.Value;
        var between = c.At + ((next - c.At) * c.Share);

        return Cadence.Next(c.Schedule, between, c.Zone) == next && Cadence.Next(c.Schedule, next.AddTicks(-1), c.Zone) == next;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Next_OfADailySchedule_ShowsItsTimeUnlessTheClockSkipsIt() => Prop.ForAll(Case, Arb.From(Time), (c, time) =>
    {
        var next = Cadence.Next(new Schedule.Daily(time), c.At, c.Zone)!.Value;
        var wall = WallClock.At(next, c.Zone);
        var justBefore = WallClock.At(next.AddTicks(-1), c.Zone);

        return TimeOnly.FromDateTime(wall) == time || wall - justBefore > TimeSpan.FromTicks(1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Resolve_AgreesWithAWalkThroughEveryMinute() => Prop.ForAll(Case, c =>
    {
        var wall = WallClock.At(c.At, c.Zone);
        wall = wall.AddTicks(-(wall.Ticks % TimeSpan.TicksPerMinute));

        return WallClock.Resolve(wall, c.Zone) == Walk(wall, c.Zone);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_IsReadBackAsTheSameSchedule() => Prop.ForAll(Arb.From(AnySchedule), schedule =>
        Schedule.Parse(schedule.Frequency, schedule.ToJson()).Value == schedule).QuickCheckThrowOnFailure();

    /// <summary>Half of them within three hours of a change of the clock, where the mistakes are.</summary>
    private static Gen<DateTimeOffset> Instant(TimeZoneInfo zone)
    {
        var anywhere = Gen.Choose(0, 20 * 366 * 24 * 60).Select(m => new DateTimeOffset(2012, 1, 1, 0, 0, 7, TimeSpan.Zero).AddMinutes(m));
        var changes = ChangesOf[zone.Id];
        return changes.Length == 0
            ? anywhere
            : Gen.OneOf(anywhere, Gen.Elements(changes).SelectMany(c => Gen.Choose(-180, 180).Select(m => c.AddMinutes(m).AddTicks(m % 3))));
    }

    private static DateTimeOffset[] Changes(TimeZoneInfo zone)
    {
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return [.. Enumerable.Range(0, 2 * 366 * 24).Select(h => start.AddHours(h)).Where(t => zone.GetUtcOffset(t) != zone.GetUtcOffset(t.AddHours(-1)))];
    }

    /// <summary>The slow, plain answer: the first minute that shows the time, else the first after the clock jumped over it.</summary>
    private static DateTimeOffset Walk(DateTime wall, TimeZoneInfo zone)
    {
        var time = new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Utc)).AddHours(-26);
        while (WallClock.At(time, zone) != wall && !(WallClock.At(time, zone) > wall && WallClock.At(time.AddMinutes(-1), zone) < wall))
        {
            time = time.AddMinutes(1);
        }

        return time;
    }
}
