using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Agents.Runs;

namespace Synter.Tests.Components.Agents.Runs;

public sealed class RunPageTests
{
    private readonly FakeRuns _runs = new();

    [Fact]
    public async Task Render_Running_ShowsPercentStepElapsedAndAboutHowLong()
    {
        var row = FakeRuns.Row(RunStatus.Running) with { Progress = new RunProgress(75, 100, "Writing for X") };

        var card = Part(await RenderAsync(row), "run-progress");

        Assert.Equal("75 %", card.QuerySelector("[data-testid=percent]")!.TextContent);
        Assert.Equal("Writing for X", card.QuerySelector("[data-testid=step]")!.TextContent);
        Assert.Contains("1 min 00 s elapsed", card.TextContent);
        Assert.Equal("about 20 s left", card.QuerySelector(".left")!.TextContent.Trim());
    }

    [Fact]
    public async Task Render_BarelyBegun_GuessesNothing()
    {
        var row = FakeRuns.Row(RunStatus.Running) with { Progress = new RunProgress(1, 100, "Writing"), StartedAt = ManualClock.Start.AddSeconds(-4) };

        var card = Part(await RenderAsync(row), "run-progress");

        Assert.Equal("", card.QuerySelector(".left")!.TextContent.Trim());
    }

    [Fact]
    public async Task Render_Retrying_SaysWhenAndWhy()
    {
        var row = FakeRuns.Row(RunStatus.Retrying) with
        {
            Attempt = 2,
            DueAt = ManualClock.Start.AddMinutes(2),
            Error = new RunError(FailureClass.Transient, "rate_limited", "Facebook asked to wait."),
        };

        var page = await RenderAsync(row);

        Assert.Equal("Retrying at 09:14", page.QuerySelector("h1 + [data-testid=status]")!.TextContent.Trim());
        Assert.Equal("Attempt 2 of 5 failed. Tries again at 09:14.", Part(page, "step").TextContent);
        Assert.Contains("Facebook asked to wait.", Part(page, "run-error").TextContent);
        Assert.Null(Part(page, "run-error").GetAttribute("role"));
    }

    [Fact]
    public async Task Render_SignInFailed_LeadsToTheConnections()
    {
        var row = FakeRuns.Row(RunStatus.FailedAuth) with { Error = new RunError(FailureClass.Auth, "token_expired", "Facebook refused the sign-in.") };

        var error = Part(await RenderAsync(row), "run-error");

        Assert.Equal($"/agents/{FakeRuns.Asha}/configure", error.QuerySelector("a.btn")!.GetAttribute("href"));
        Assert.Contains("…0e0e4736", error.TextContent);
        Assert.Equal("alert", error.GetAttribute("role"));
    }

    [Theory]
    [InlineData(FailureClass.Auth, RunStatus.FailedAuth)]
    [InlineData(FailureClass.Rejected, RunStatus.Failed)]
    public async Task Render_FailedRunOfADataset_LeadsToTheDataset(FailureClass failure, RunStatus status)
    {
        var row = FakeRuns.Row(status) with { Goal = null, Error = new RunError(failure, "no_records", "Not one record came out.") };
        _runs.Params[row.Id] = new() { ["dataset"] = "dst_1" };

        Assert.Equal("/datasets/dst_1", Part(await RenderAsync(row), "mend-run").GetAttribute("href"));
    }

    [Theory]
    [InlineData(FailureClass.Auth, RunStatus.FailedAuth, "Reconnecting needs an analyst or an admin.")]
    [InlineData(FailureClass.Rejected, RunStatus.Failed, "Running it again needs an analyst or an admin.")]
    public async Task Render_Failed_TellsAViewerWhoMayMendIt(FailureClass failure, RunStatus status, string said)
    {
        var row = FakeRuns.Row(status) with { Error = new RunError(failure, "refused", "Facebook refused.") };

        var error = Part(await RenderAsync(row, Role.Viewer), "run-error");

        Assert.Null(error.QuerySelector("a.btn"));
        Assert.Equal(said, error.QuerySelector("[data-testid=may-not-mend]")!.TextContent);
    }

    [Fact]
    public async Task Render_Running_TellsAViewerWhoMayCancelIt()
    {
        var page = await RenderAsync(FakeRuns.Row(RunStatus.Running), Role.Viewer);

        Assert.Null(page.QuerySelector("[data-testid=cancel-run]"));
        Assert.Equal("Cancelling a run needs an analyst or an admin.", Part(page, "may-not-cancel").TextContent);
    }

    [Fact]
    public async Task Render_Late_SaysWhenItWasDue()
    {
        var facts = Part(await RenderAsync(FakeRuns.Row(RunStatus.Running) with { IsLate = true }), "run-facts");

        Assert.Contains("Due 09:11, Synter was not running then", facts.TextContent);
    }

    [Fact]
    public async Task Render_Log_HasTimesInTheWorkspacesZoneAndLevelsInWords()
    {
        _runs.Lines.Add(new RunLogLine(1, ManualClock.Start, LogLevel.Warn, "Waiting 8 s\u202E as asked"));

        var log = Part(await RenderAsync(FakeRuns.Row(RunStatus.Running)), "log");

        var line = log.QuerySelector(".line.w")!;
        Assert.Equal("09:12:00.000", line.QuerySelector("time")!.TextContent);
        Assert.Equal("warn", line.QuerySelector(".lv")!.TextContent);
        Assert.Contains("⟦U+202E⟧", line.TextContent);
    }

    [Fact]
    public async Task Render_Ended_TellsItsNumbersInWords()
    {
        var row = FakeRuns.Row(RunStatus.Succeeded);
        _runs.Metrics[row.Id] = new() { ["drafts_facebook"] = 5, ["drafts_x"] = 5, ["made_now"] = 10_000, ["costPerClick"] = 1.5m, ["rows_read"] = 3 };

        var outcome = Part(await RenderAsync(row), "run-outcome");

        Assert.Equal(
            [("Drafts for Facebook Page", "5"), ("Drafts for X", "5"), ("Finished by this run", "10,000"), ("Cost per click", "1.5"), ("Rows read", "3")],
            outcome.QuerySelectorAll("dt").Zip(outcome.QuerySelectorAll("dd"), (name, value) => (name.TextContent, value.TextContent)));
    }

    [Fact]
    public async Task Render_Ended_OffersNothingToCancelOrPause()
    {
        var page = await RenderAsync(FakeRuns.Row(RunStatus.Succeeded));

        Assert.Null(page.QuerySelector("[data-testid=cancel-run]"));
        Assert.Null(page.QuerySelector("[data-testid=pause-log]"));
        Assert.Equal("100", page.QuerySelector("[data-testid=run-progress] [role=progressbar]")!.GetAttribute("aria-valuenow"));
        Assert.Contains("took 42 s", page.TextContent);
    }

    private static IElement Part(IElement page, string id) => page.QuerySelector($"[data-testid={id}]")!;

    private async Task<IElement> RenderAsync(RunRow row, Role role = Role.Analyst)
    {
        _runs.Rows.Insert(0, row);
        await using var rendering = new Rendering($"/runs/{row.Id}", services => services
            .AddPage().AddSingleton<IRunQueries>(_runs).AddSingleton<IRunFeed>(_runs).AddSingleton<IRunStore>(_runs).AddSingleton<CancelRun>());
        return await rendering.PageAsync<RunPage>(role, parameters: ("Id", row.Id.ToString()));
    }
}
