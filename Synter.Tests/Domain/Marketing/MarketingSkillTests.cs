using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Marketing;

public class MarketingSkillTests
{
    [Fact]
    public async Task Weekly_MakesOneDeliverableWithOneEffectPerPostAndPlatform()
    {
        var run = MarketingRuns.Context(new JsonObject { ["posts_per_platform"] = 5 });

        var outcome = await MarketingRuns.Weekly.RunAsync(run, default);

        Assert.Equal(10, run.Proposed.Count);
        Assert.All(run.Proposed, p => Assert.Equal("post", Assert.Single(p.Draft.Effects).Kind));
        Assert.Equal(5, run.Proposed.Count(p => p.Draft.Effects[0].Provider == "x"));
        Assert.Equal(10, run.Proposed.Select(p => p.Slot).Distinct().Count());
        Assert.Equal(10, run.Proposed.Select(p => p.Draft.Effects[0].IdempotencyKey).Distinct().Count());
        Assert.Equal(10, outcome.RecordsWritten);
        Assert.Equal(5, outcome.Metrics["drafts_facebook"]);
    }

    [Fact]
    public async Task Weekly_ProposesWhatThePostKindAsksFor()
    {
        var run = MarketingRuns.Context(new JsonObject { ["link"] = "https://sunrise.example/book" });

        await MarketingRuns.Weekly.RunAsync(run, default);

        var facebook = run.Proposed.First(p => p.Draft.Effects[0].Provider == "facebook").Draft.Effects[0];
        Assert.Equal(["v", "text", "link"], facebook.After.Select(p => p.Key));
        Assert.Equal(MarketingRuns.FacebookCredential, facebook.Credential);
        Assert.Equal("Sunrise Dental", facebook.Target["page"]!.GetValue<string>());
        Assert.Null(facebook.Before);
        var x = run.Proposed.First(p => p.Draft.Effects[0].Provider == "x").Draft.Effects[0];
        Assert.Equal(["v", "text"], x.After.Select(p => p.Key));
        Assert.Contains("https://sunrise.example/book", x.After["text"]!.GetValue<string>());
    }

    [Fact]
    public async Task Weekly_IsOneGroupNumberedThrough()
    {
        var run = MarketingRuns.Context();

        await MarketingRuns.Weekly.RunAsync(run, default);

        var groups = run.Proposed.Select(p => p.Draft.Group!).ToList();
        Assert.Single(groups.Select(g => g.GroupId).Distinct());
        Assert.Equal(Enumerable.Range(1, 6), groups.Select(g => g.Position));
        Assert.Equal("Week of 24 November 2026", groups[0].Title);
    }

    [Fact]
    public async Task Weekly_SuggestsTheAgentsOwnHour_SecondPostsOfADayApart()
    {
        var run = MarketingRuns.Context(new JsonObject { ["posts_per_platform"] = 14, ["posting_time"] = "20:15" }, scheduledFor: MarketingRuns.Monday9);

        await MarketingRuns.Weekly.RunAsync(run, default);

        var times = run.Proposed.Where(p => p.Draft.Effects[0].Provider == "x").Select(p => p.Draft.SuggestedAt!.Value.ToOffset(TimeSpan.FromHours(5.5))).ToList();
        Assert.Equal(14, times.Distinct().Count());
        Assert.Equal(new DateTime(2026, 11, 24, 20, 15, 0), times[0].DateTime);
        Assert.All(times, t => Assert.True(t.TimeOfDay == new TimeSpan(20, 15, 0) || t.TimeOfDay == new TimeSpan(15, 15, 0)));
    }

    [Fact]
    public async Task Body_CarriesTheCanonicalTextTheLabelAndThePlatformsText()
    {
        var run = MarketingRuns.Context();

        await MarketingRuns.Weekly.RunAsync(run, default);

        var body = run.Proposed[0].Draft.BodyMarkdown;
        Assert.Contains("Offline composed", body);
        Assert.Contains("**Canonical text**", body);
        Assert.Contains("**For Facebook Page**", body);
        Assert.Contains("Suggested: Tue 24 Nov 2026, 10:00 (Asia/Kolkata)", body);
        Assert.DoesNotContain("\r", body);
    }

    [Fact]
    public async Task Body_OfABrandThatLooksLikeMarkdown_ShowsItToTheLetter()
    {
        var config = MarketingRuns.Config();
        config["brand_name"] = "<script>*Smile* [x](javascript:y)";
        config["constraints"] = new JsonObject { ["hashtag_rules"] = new JsonObject { ["max_per_post"] = 0 } };
        var run = MarketingRuns.Context(config: config);

        await MarketingRuns.Weekly.RunAsync(run, default);

        Assert.All(run.Proposed, p => Assert.DoesNotContain("<script>", p.Draft.BodyMarkdown.Replace("\\<", "", StringComparison.Ordinal)));
        Assert.Contains(run.Proposed, p => p.Draft.BodyMarkdown.Contains("\\[x\\](javascript:y)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retry_OfAScheduledRun_ProposesTheSameAgain()
    {
        var first = MarketingRuns.Context(scheduledFor: MarketingRuns.Monday9);
        var second = MarketingRuns.Context(scheduledFor: MarketingRuns.Monday9);

        await MarketingRuns.Weekly.RunAsync(first, default);
        await MarketingRuns.Weekly.RunAsync(second, default);

        Assert.Equal(Keys(first), Keys(second));
        Assert.Equal(Texts(first), Texts(second));
    }

    [Fact]
    public async Task SecondRunByHand_OnOneDay_IsAnotherWish()
    {
        var first = MarketingRuns.Context(askedAt: MarketingRuns.Monday9);
        var outcome = await MarketingRuns.Weekly.RunAsync(first, default);
        var second = MarketingRuns.Context(askedAt: MarketingRuns.Monday9.AddSeconds(1), watermark: outcome.Watermark);

        await MarketingRuns.Weekly.RunAsync(second, default);

        Assert.Empty(Keys(first).Intersect(Keys(second)));
        Assert.Empty(Texts(first).Intersect(Texts(second)));
    }

    [Fact]
    public async Task DryRun_ProposesNothingAndUsesNoSubjectsUp()
    {
        var run = MarketingRuns.Context(dryRun: true);

        var outcome = await MarketingRuns.Weekly.RunAsync(run, default);

        Assert.Empty(run.Proposed);
        Assert.Equal(6, outcome.Metrics["drafts"]);
        Assert.Equal(0, outcome.RecordsWritten);
        Assert.Null(outcome.Watermark);
        Assert.Contains(outcome.Notes!, n => n.StartsWith("Dry run", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Progress_CountsUpToTheLastDraft()
    {
        var run = MarketingRuns.Context();

        await MarketingRuns.Weekly.RunAsync(run, default);

        Assert.Equal(run.Progress.Select(p => p.Done).Order(), run.Progress.Select(p => p.Done));
        Assert.Equal(new RunProgress(6, 6, "Wrote 6 drafts"), run.Progress[^1]);
        Assert.True(run.Lines.Count > 6);
    }

    [Theory]
    [InlineData("2026-11-23T03:30:00Z", "2026-11-23")]
    [InlineData("2026-11-23T12:30:00Z", "2026-11-24")]
    public async Task Daily_IsForTheNextTimeTheHourComes(string scheduled, string day)
    {
        var run = MarketingRuns.Context(scheduledFor: DateTimeOffset.Parse(scheduled, System.Globalization.CultureInfo.InvariantCulture));

        await MarketingRuns.Daily.RunAsync(run, default);

        Assert.Equal(2, run.Proposed.Count);
        Assert.All(run.Proposed, p => Assert.Equal($"{day}T17:00", p.Draft.SuggestedAt!.Value.ToOffset(TimeSpan.FromHours(5.5)).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Daily_InTheHourThatSpringSkips_SuggestsTheFirstThatExists()
    {
        var run = MarketingRuns.Context(
            new JsonObject { ["posting_time"] = "02:30" }, scheduledFor: new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero), zone: "Europe/Bucharest");
        run.Proposed.Clear();

        await MarketingRuns.Daily.RunAsync(run, default);

        // Clocks go from 03:00 to 04:00 on 28 March 2027, at 01:00 UTC; half past two is before that.
        Assert.Equal(new DateTimeOffset(2027, 3, 28, 0, 30, 0, TimeSpan.Zero), run.Proposed[0].Draft.SuggestedAt);
    }

    [Fact]
    public async Task Monthly_MakesACalendarAndWeeks()
    {
        var run = MarketingRuns.Context(new JsonObject { ["theme"] = "Smiles for every age", ["posts_per_week"] = 2 });

        await MarketingRuns.Monthly.RunAsync(run, default);

        var calendar = run.Proposed.Single(p => p.Draft.Kind == "calendar").Draft;
        Assert.Empty(calendar.Effects);
        Assert.Equal("Campaign calendar, December 2026: Smiles for every age", calendar.Title);
        var posts = run.Proposed.Where(p => p.Draft.Kind == "post").ToList();
        Assert.Equal(
            ["December 2026, week 1", "December 2026, week 2", "December 2026, week 3", "December 2026, week 4", "December 2026, week 5"],
            posts.Select(p => p.Draft.Group!.Title).Distinct());
        Assert.Equal(20, posts.Count);
        Assert.All(posts, p => Assert.Equal(12, p.Draft.SuggestedAt!.Value.Month));
        Assert.Equal(10, calendar.BodyMarkdown.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)) - 1);
    }

    [Fact]
    public async Task Run_WithAPlatformThatIsNotConnected_SaysWhatToDo()
    {
        var config = MarketingRuns.Config();
        config["platform_credentials"]!.AsObject().Remove("x");

        var e = await Assert.ThrowsAsync<ProviderException>(() => MarketingRuns.Weekly.RunAsync(MarketingRuns.Context(config: config), default));

        Assert.Equal(FailureClass.Auth, e.Class);
        Assert.StartsWith("X is switched on but not connected.", e.Message);
    }

    private static IEnumerable<string> Keys(RecordingRunContext run) => run.Proposed.Select(p => p.Draft.Effects[0].IdempotencyKey);

    private static IEnumerable<string> Texts(RecordingRunContext run) => run.Proposed.Select(p => p.Draft.Effects[0].After["text"]!.GetValue<string>());
}
