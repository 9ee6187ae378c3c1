using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Agents.Runs;

namespace Synter.Tests.Components.Agents.Runs;

public sealed class RunsPageTests
{
    private readonly FakeRuns _runs = new();

    [Fact]
    public async Task Render_Runs_ShowsEachWithWordIconAndWhatItDoes()
    {
        _runs.Rows.Add(FakeRuns.Row(RunStatus.Running) with { Progress = new RunProgress(62, 100, "Writing for X") });
        _runs.Rows.Add(FakeRuns.Row(RunStatus.FailedAuth) with { Error = new RunError(FailureClass.Auth, "token_expired", "Facebook refused the sign-in. Reconnect the page.") });

        var page = await RenderAsync();

        var rows = page.QuerySelectorAll("[data-testid=run-row]");
        Assert.Equal("62", rows[0].QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuenow"));
        Assert.Contains("Writing for X", rows[0].TextContent);
        Assert.Equal("Sign-in failed", rows[1].QuerySelector("[data-testid=status]")!.GetAttribute("data-status"));
        Assert.Contains("Facebook refused the sign-in.", rows[1].TextContent);
    }

    [Fact]
    public async Task Render_Counts_StandOnTheTabsAndTheQueueBesideThem()
    {
        _runs.Rows.AddRange([FakeRuns.Row(), FakeRuns.Row(), FakeRuns.Row(RunStatus.Failed), FakeRuns.Row(RunStatus.FailedSchema)]);

        var page = await RenderAsync("/runs?status=failed");

        var tabs = page.QuerySelectorAll("[data-testid=tabs] a").Select(tab => tab.TextContent);
        Assert.Equal(["All4", "Running0", "Queued2", "Retrying0", "Succeeded0", "Failed2", "Cancelled0"], tabs);
        Assert.Equal("Failed2", page.QuerySelector("[data-testid=tabs] [aria-current]")!.TextContent);
        Assert.Equal(2, page.QuerySelectorAll("[data-testid=run-row]").Length);
        Assert.Contains("2 queued", page.QuerySelector("[data-testid=queue-depth]")!.TextContent);
    }

    [Fact]
    public async Task Render_NoRunsAtAll_SaysWhatToDoNext()
    {
        var list = List(await RenderAsync());

        Assert.Equal("empty", list.GetAttribute("data-state"));
        Assert.Contains("An agent runs when it has a goal.", list.TextContent);
        Assert.NotNull(list.QuerySelector("a.btn[href='/agents']"));
    }

    [Fact]
    public async Task Render_NothingUnderThisFilter_OffersToClearIt()
    {
        _runs.Rows.Add(FakeRuns.Row());

        var list = List(await RenderAsync("/runs?status=failed"));

        Assert.Equal("empty-filtered", list.GetAttribute("data-state"));
        Assert.EndsWith("/runs", list.QuerySelector("a.btn")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_QueriesFail_SaysSoWithoutTheExceptionsWords()
    {
        _runs.IsDown = true;

        var list = List(await RenderAsync());

        Assert.Equal("error", list.GetAttribute("data-state"));
        Assert.Contains("Runs could not be read.", list.TextContent);
        Assert.DoesNotContain("secret detail", list.TextContent);
    }

    [Theory]
    [InlineData(Role.Viewer, 0)]
    [InlineData(Role.Analyst, 1)]
    public async Task Render_RunningJob_CanBeCancelledByThoseWhoMay(Role role, int buttons)
    {
        _runs.Rows.Add(FakeRuns.Row(RunStatus.Running));

        var page = await RenderAsync(role: role);

        Assert.Equal(buttons, page.QuerySelectorAll("[data-testid=running-now] [data-testid=cancel-run]").Length);
    }

    private static IElement List(IElement page) => page.QuerySelector("[data-testid=runs-list]")!;

    private async Task<IElement> RenderAsync(string address = "/runs", Role role = Role.Admin)
    {
        await using var rendering = new Rendering(address, services => services
            .AddPage(role).AddSingleton<IRunQueries>(_runs).AddSingleton<IRunFeed>(_runs).AddSingleton<IRunStore>(_runs).AddSingleton<CancelRun>());
        return await rendering.PageAsync<RunsPage>(role);
    }
}
