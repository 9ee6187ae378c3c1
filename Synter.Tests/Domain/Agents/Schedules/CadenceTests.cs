using System.Globalization;
using Synter.Domain.Agents.Schedules;
using Xunit;

namespace Synter.Tests.Domain.Agents.Schedules;

public class CadenceTests
{
    private static readonly Schedule Daily0230 = new Schedule.Daily(new(2, 30));

    [Theory]
    // Spring: 02:30 does not exist in Berlin on 29 March 2026; the first instant after the gap is 03:00 +02:00.
    [InlineData("Europe/Berlin", "2026-03-28T12:00Z", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29T01:00Z", "2026-03-30T00:30Z")]
    // Autumn: 02:30 comes twice on 25 October 2026; the first is +02:00.
    [InlineData("Europe/Berlin", "2026-10-24T12:00Z", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25T00:30Z", "2026-10-26T01:30Z")]
    [InlineData("America/New_York", "2026-03-07T12:00Z", "2026-03-08T07:00Z")]
    // Lord Howe moves by half an hour: its gap is 02:00 to 02:30.
    [InlineData("Australia/Lord_Howe", "2026-10-03T12:00Z", "2026-10-03T15:30Z")]
    // Samoa had no 30 December 2011 at all.
    [InlineData("Pacific/Apia", "2011-12-29T20:00Z", "2011-12-30T10:00Z")]
    [InlineData("Asia/Kolkata", "2026-11-21T05:00Z", "2026-11-21T21:00Z")]
    public void Daily_AtHalfPastTwo_KeepsTheWallClock(string zone, string after, string expected)
    {
        Assert.Equal(At(expected), Next(Daily0230, after, zone));
    }

    [Fact]
    public void Daily_AtTheDueInstant_IsStrictlyAfter()
    {
        var daily = new Schedule.Daily(new(9, 0));

        Assert.Equal(At("2026-11-22T09:00Z"), Next(daily, "2026-11-21T09:00Z", "UTC"));
        Assert.Equal(At("2026-11-21T09:00Z"), Cadence.Next(daily, At("2026-11-21T09:00Z").AddTicks(-1), TimeZoneInfo.Utc));
    }

    [Theory]
    [InlineData(1, "2026-11-23T03:30Z")]
    [InlineData(6, "2026-11-21T03:30Z")]
    [InlineData(7, "2026-11-22T03:30Z")]
    public void Weekly_MondayIsOne(int weekday, string expected)
    {
        Assert.Equal(At(expected), Next(new Schedule.Weekly(weekday, new(9, 0)), "2026-11-21T00:00Z", "Asia/Kolkata"));
    }

    [Theory]
    [InlineData("2026-01-31T10:00Z", "2026-02-28T09:00Z")]
    [InlineData("2028-01-31T10:00Z", "2028-02-29T09:00Z")]
    [InlineData("2026-04-01T00:00Z", "2026-04-30T09:00Z")]
    public void Monthly_TheThirtyFirst_IsTheLastDay(string after, string expected)
    {
        Assert.Equal(At(expected), Next(new Schedule.Monthly(31, new(9, 0)), after, "UTC"));
    }

    [Theory]
    [InlineData("2026-11-21T05:10Z", "2026-11-21T06:00Z")]
    [InlineData("2026-11-21T06:00Z", "2026-11-21T08:00Z")]
    [InlineData("1969-12-31T23:30Z", "1970-01-01T00:00Z")]
    public void Every_TwoHours_IsOnTheEvenHour(string after, string expected)
    {
        Assert.Equal(At(expected), Next(new Schedule.Every(TimeSpan.FromHours(2)), after, "Asia/Kolkata"));
    }

    [Fact]
    public void OnDemand_IsNeverDue()
    {
        Assert.Null(Next(new Schedule.OnDemand(), "2026-11-21T00:00Z", "UTC"));
    }

    [Theory]
    [InlineData("0 2 * * *", "2026-11-21T05:00Z", "2026-11-22T02:00Z")]
    [InlineData("*/20 9-10 * * MON-FRI", "2026-11-20T10:40Z", "2026-11-23T09:00Z")]
    [InlineData("0 0 29 2 *", "2026-11-21T00:00Z", "2028-02-29T00:00Z")]
    [InlineData("0 0 31 * *", "2026-11-21T00:00Z", "2026-12-31T00:00Z")]
    // Two restricted day fields: either will do. 23 November is a Monday.
    [InlineData("0 0 25 * 1", "2026-11-21T00:00Z", "2026-11-23T00:00Z")]
    [InlineData("0 0 25 * 1", "2026-11-23T00:00Z", "2026-11-25T00:00Z")]
    [InlineData("30 * * * *", "2026-11-21T05:30Z", "2026-11-21T06:30Z")]
    [InlineData("0 * 1 1 *", "2026-11-21T05:30Z", "2027-01-01T00:00Z")]
    public void Cron_InUtc(string cron, string after, string expected)
    {
        Assert.Equal(At(expected), Next(Cron(cron), after, "UTC"));
    }

    [Fact]
    public void Cron_EveryHalfHour_RunsThroughBothChangesOfTheClock()
    {
        var spring = Cadence.Upcoming(Cron("*/30 * * * *"), At("2026-03-28T22:00Z"), Zones.Find("Europe/Berlin"), 12);
        var autumn = Cadence.Upcoming(Cron("*/30 * * * *"), At("2026-10-24T22:00Z"), Zones.Find("Europe/Berlin"), 12);

        Assert.All(spring.Zip(spring.Skip(1)), p => Assert.Equal(TimeSpan.FromMinutes(30), p.Second - p.First));
        Assert.All(autumn.Zip(autumn.Skip(1)), p => Assert.Equal(TimeSpan.FromMinutes(30), p.Second - p.First));
    }

    [Fact]
    public void Cron_SeveralTimesInAGap_AreOne()
    {
        var times = Cadence.Upcoming(Cron("0,30 2,3 * * *"), At("2026-03-29T00:00Z"), Zones.Find("Europe/Berlin"), 3);

        Assert.Equal([At("2026-03-29T01:00Z"), At("2026-03-29T01:30Z"), At("2026-03-30T00:00Z")], times);
    }

    [Fact]
    public void Upcoming_IsEmptyOnDemand()
    {
        Assert.Empty(Cadence.Upcoming(new Schedule.OnDemand(), At("2026-11-21T00:00Z"), TimeZoneInfo.Utc, 3));
    }

    private static Schedule.Cron Cron(string text) => new(CronExpression.Parse(text).Value);

    private static DateTimeOffset? Next(Schedule schedule, string after, string zone) => Cadence.Next(schedule, At(after), Zones.Find(zone));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
