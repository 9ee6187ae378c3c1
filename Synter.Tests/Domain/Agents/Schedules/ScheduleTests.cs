using System.Text.Json.Nodes;
using Synter.Domain.Agents.Schedules;
using Xunit;

namespace Synter.Tests.Domain.Agents.Schedules;

public class ScheduleTests
{
    [Theory]
    [InlineData(Frequency.Daily, "{}", """{"at":"09:00"}""")]
    [InlineData(Frequency.Weekly, """{"at":"07:15"}""", """{"at":"07:15","weekday":1}""")]
    [InlineData(Frequency.Monthly, """{"day_of_month":31}""", """{"at":"09:00","day_of_month":31}""")]
    [InlineData(Frequency.OnDemand, "{}", "{}")]
    [InlineData(Frequency.Scheduled, """{"every":"PT2H"}""", """{"every":"PT2H"}""")]
    [InlineData(Frequency.Scheduled, """{"cron":"0  2 * * *"}""", """{"cron":"0 2 * * *"}""")]
    public void Parse_WhatIsLeftOut_IsNineOnMondayTheFirst(Frequency frequency, string json, string expected)
    {
        Assert.Equal(expected, Schedule.Parse(frequency, JsonNode.Parse(json)!.AsObject()).Value.ToJson().ToJsonString());
    }

    [Theory]
    [InlineData(Frequency.Daily, """{"at":"9:00"}""", "/at")]
    [InlineData(Frequency.Daily, """{"at":"24:00"}""", "/at")]
    [InlineData(Frequency.Daily, """{"at":900}""", "/at")]
    [InlineData(Frequency.Daily, """{"at":null}""", "/at")]
    [InlineData(Frequency.Daily, """{"weekday":1}""", "/weekday")]
    [InlineData(Frequency.Weekly, """{"weekday":0}""", "/weekday")]
    [InlineData(Frequency.Weekly, """{"weekday":8}""", "/weekday")]
    [InlineData(Frequency.Weekly, """{"weekday":"1"}""", "/weekday")]
    [InlineData(Frequency.Monthly, """{"day_of_month":32}""", "/day_of_month")]
    [InlineData(Frequency.Monthly, """{"day_of_month":1.5}""", "/day_of_month")]
    [InlineData(Frequency.OnDemand, """{"at":"09:00"}""", "/at")]
    [InlineData(Frequency.Scheduled, "{}", "")]
    [InlineData(Frequency.Scheduled, """{"every":"PT2H","cron":"* * * * *"}""", "")]
    [InlineData(Frequency.Scheduled, """{"every":"PT30S"}""", "/every")]
    [InlineData(Frequency.Scheduled, """{"every":"P1M"}""", "/every")]
    [InlineData(Frequency.Scheduled, """{"every":"2 hours"}""", "/every")]
    [InlineData(Frequency.Scheduled, """{"every":null}""", "/every")]
    [InlineData(Frequency.Scheduled, """{"cron":"* * * *"}""", "/cron")]
    public void Parse_WhatIsWrong_RefusedWithItsPointer(Frequency frequency, string json, string pointer)
    {
        var result = Schedule.Parse(frequency, JsonNode.Parse(json)!.AsObject());

        Assert.Equal([pointer], result.Refusal!.Errors.Select(e => e.Pointer));
    }

    [Theory]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("1, * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("MON * * * *")]
    [InlineData("0 0 30 2 *")]
    [InlineData("")]
    [InlineData("@daily")]
    public void CronParse_WhatIsWrong_Refused(string text)
    {
        Assert.False(CronExpression.Parse(text).IsOk);
    }

    [Theory]
    [InlineData("0 0 * * 7", "0 0 * * SUN")]
    [InlineData("0 0 * jan-mar/2 *", "0 0 * 1,3 *")]
    [InlineData("10/25 0 * * *", "10,35 0 * * *")]
    [InlineData("0 0 * * 5-7", "0 0 * * 0,5,6")]
    public void CronParse_DifferentSpellings_SameTimes(string one, string other)
    {
        var (left, right) = (CronExpression.Parse(one).Value, CronExpression.Parse(other).Value);

        Assert.Equal(left.Times, right.Times);
        Assert.All(Enumerable.Range(0, 400).Select(new DateOnly(2026, 1, 1).AddDays), d => Assert.Equal(left.Matches(d), right.Matches(d)));
    }
}
