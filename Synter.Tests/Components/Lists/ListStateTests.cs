using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;
using Xunit;

namespace Synter.Tests.Components.Lists;

public sealed class ListStateTests
{
    private static readonly ListProblem s_problem = new("Runs could not be read. The rest of the page works.", new CorrelationId("4bf92f3577b34da6a3ce929d0e0e4736"));

    [Fact]
    public async Task Render_NoAnswerYet_ShowsSkeletonAndIsBusy()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", null), ("SkeletonRows", 3));

        Assert.Equal("loading", list.GetAttribute("data-state"));
        Assert.Equal("true", list.GetAttribute("aria-busy"));
        Assert.Equal(3, list.QuerySelectorAll(".skeleton li").Length);
        Assert.DoesNotContain("The rows", list.TextContent);
    }

    [Fact]
    public async Task Render_Empty_SaysWhyAndWhatNext()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", 0), ("EmptyAction", Rendering.Markup("<a class='btn' href='/agents'>Add a goal</a>")));

        Assert.Equal("empty", list.GetAttribute("data-state"));
        Assert.Contains("No runs yet.", list.TextContent);
        Assert.NotNull(list.QuerySelector("a.btn"));
        Assert.Equal("true", list.QuerySelector(".picture")!.GetAttribute("aria-hidden"));
    }

    [Fact]
    public async Task Render_EmptyByFilter_OffersToClear()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", 0), ("IsFiltered", true), ("ClearHref", "/runs"));

        Assert.Equal("empty-filtered", list.GetAttribute("data-state"));
        Assert.Equal("/runs", list.QuerySelector("a")!.GetAttribute("href"));
        Assert.DoesNotContain("No runs yet.", list.TextContent);
    }

    [Fact]
    public async Task Render_ErrorAfterData_KeepsTheOldRowsDimmed()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", 4), ("Problem", s_problem));

        Assert.Equal("error", list.GetAttribute("data-state"));
        Assert.True(list.ClassList.Contains("stale"));
        Assert.Contains("The rows", list.TextContent);
        Assert.Equal("alert", list.QuerySelector("[data-testid=error-panel]")!.GetAttribute("role"));
        Assert.Equal(s_problem.Correlation!.Value.Value, list.QuerySelector("[data-copy]")!.GetAttribute("data-copy"));
    }

    [Fact]
    public async Task Render_ErrorBeforeData_ShowsNoSkeleton()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", null), ("Problem", s_problem));

        Assert.Empty(list.QuerySelectorAll(".skeleton"));
        Assert.Equal("false", list.GetAttribute("aria-busy"));
    }

    [Fact]
    public async Task Render_Rows_ShowsThemAlone()
    {
        await using var page = new Rendering();

        var list = await ListAsync(page, ("Count", 4));

        Assert.Equal("data", list.GetAttribute("data-state"));
        Assert.Contains("The rows", list.TextContent);
    }

    private static async Task<AngleSharp.Dom.IElement> ListAsync(Rendering page, params (string, object?)[] parameters) =>
        (await page.OfAsync<ListState>(
            [.. parameters, ("Empty", "No runs yet. An agent runs when it has a goal."), ("ChildContent", Rendering.Markup("<p>The rows</p>"))]))
        .QuerySelector("[data-testid=list]")!;
}
