using System.Text.Json.Nodes;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Schedules;
using Synter.Web.Features.Agents.Hiring;

namespace Synter.Tests.Components.Agents.Hiring;

public sealed class GoalWordsTests
{
    public static TheoryData<string, Schedule> Schedules => new()
    {
        { "On demand", new Schedule.OnDemand() },
        { "Daily at 17:30", new Schedule.Daily(new(17, 30)) },
        { "Weekly, Monday at 07:00", new Schedule.Weekly(1, new(7, 0)) },
        { "Weekly, Sunday at 07:00", new Schedule.Weekly(7, new(7, 0)) },
        { "Monthly, day 31 at 07:00", new Schedule.Monthly(31, new(7, 0)) },
        { "Every 2 hours", new Schedule.Every(TimeSpan.FromHours(2)) },
    };

    [Theory]
    [MemberData(nameof(Schedules))]
    public void Of_Schedule_ReadsAsPeopleSayIt(string words, Schedule schedule) => Assert.Equal(words, GoalWords.Of(schedule));

    [Fact]
    public void Settings_Saved_HaveTheLabelsOfTheForm()
    {
        var template = ShippedAgentTypes.Load().Single(type => type.Id == "marketing.healthcare.v1").Template("weekly_multichannel_batch")!;
        var settings = JsonNode.Parse("""{"posts_per_platform":2,"topics":["services","clinic"],"tone":"plain"}""")!.AsObject();

        Assert.Equal(
            [("Posts per platform", "2 a week"), ("Topics", "Your services, Visiting the clinic"), ("Tone", "Plain, no greetings")],
            GoalWords.Settings(template, settings));
    }

    [Theory]
    [InlineData(Frequency.Daily, """{"at":"07:30"}""")]
    [InlineData(Frequency.Weekly, """{"at":"07:30","weekday":5}""")]
    [InlineData(Frequency.Monthly, """{"at":"07:30","day_of_month":31}""")]
    [InlineData(Frequency.OnDemand, "{}")]
    public void WhenChoice_SavedSchedule_ComesBackAsItWas(Frequency frequency, string schedule) =>
        Assert.Equal(schedule, WhenChoice.Of(frequency, JsonNode.Parse(schedule)!.AsObject()).ToJson().ToJsonString());
}
