using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Audit;

namespace Synter.Tests.Components.Audit;

public sealed class AuditPageTests
{
    private readonly List<AuditLine> _lines = [];

    [Fact]
    public async Task Render_Denial_SaysWhatTheGateSaid()
    {
        _lines.Add(Line("gate.denied", new JsonObject { ["code"] = "policy_denied", ["message"] = "This would move 26 % in 24 h." }));

        var row = Row(await RenderAsync());

        Assert.Contains("Denied by the gate: This would move 26 % in 24 h.", row.QuerySelector("summary")!.TextContent);
        Assert.NotNull(row.QuerySelector("summary .flag.bad"));
        Assert.Contains("policy_denied", row.TextContent);
    }

    [Fact]
    public async Task Render_Change_ShowsBeforeAndAfterByPath()
    {
        _lines.Add(Line("agent.configured", new JsonObject
        {
            ["before"] = new JsonObject { ["location"] = "Pune", ["brand_name"] = "Sunrise" },
            ["after"] = new JsonObject { ["location"] = "Kothrud, Pune", ["brand_name"] = "Sunrise" },
        }));

        var cells = Row(await RenderAsync()).QuerySelectorAll("[data-testid=diff-json] tbody td").Select(cell => cell.TextContent);

        Assert.Equal(["location", "Pune", "Kothrud, Pune"], cells);
    }

    [Fact]
    public async Task Render_ErasedDetails_SaysThatTheChainStillHoldsTheirDigest()
    {
        _lines.Add(Line("goal.saved", null));

        Assert.Contains("The details were erased.", Row(await RenderAsync()).TextContent);
    }

    [Fact]
    public async Task Render_KindWithoutASentence_IsReadOut()
    {
        _lines.Add(Line("deliverable.put_back", new JsonObject { ["is_live"] = true, ["changed"] = new JsonArray("offerings", "location") }));

        var row = Row(await RenderAsync());

        Assert.Contains("Proposal put back", row.QuerySelector("summary")!.TextContent);
        Assert.Contains("offerings, location", row.TextContent);
        Assert.DoesNotContain("[\"", row.TextContent);
    }

    [Fact]
    public async Task Render_NothingYet_SaysWhatWillStandHere()
    {
        var page = await RenderAsync();

        Assert.Equal("empty", page.QuerySelector("[data-testid=audit-list]")!.GetAttribute("data-state"));
        Assert.Null(page.QuerySelector("[data-testid^=filter-correlation]"));
    }

    [Fact]
    public async Task Render_NothingUnderThisFilter_OffersToClearAll()
    {
        var page = await RenderAsync("/audit?correlation=4bf92f3577b34da6a3ce929d0e0e4736");

        Assert.Equal("empty-filtered", page.QuerySelector("[data-testid=audit-list]")!.GetAttribute("data-state"));
        Assert.Contains("…0e0e4736", page.QuerySelector("[data-testid=filter-correlation]")!.TextContent);
    }

    [Fact]
    public void Merge_NewerEntries_WaitBehindTheirNumber()
    {
        var shown = new AuditState([Line("goal.saved", null)], null, []);
        var fresh = new AuditState([Line("goal.paused", null) with { Seq = 8 }, .. shown.Lines], null, ["goal.paused"]);

        var merged = shown.Merge(fresh, countsNew: true);

        Assert.Equal((1, 1), (merged.Lines.Count, merged.New));
    }

    private static AuditLine Line(string kind, JsonObject? details) => new(
        7, ManualClock.Start, kind, "Asha Rao", null, Via.Page, "hag_0199a0000000700080000000000000aa", new CorrelationId("4bf92f3577b34da6a3ce929d0e0e4736"), details);

    private static IElement Row(IElement page) => page.QuerySelector("[data-testid=audit-row]")!;

    private async Task<IElement> RenderAsync(string address = "/audit")
    {
        await using var rendering = new Rendering(address, services => services.AddPage().AddSingleton<IAuditQueries>(new Chain(_lines)).AddSingleton<IWorkspaceFeed, Silence>());
        return await rendering.PageAsync<AuditPage>();
    }

    private sealed class Chain(List<AuditLine> lines) : IAuditQueries
    {
        public Task<Page<AuditLine>> ListAsync(Actor actor, AuditFilter filter, PageRequest page, CancellationToken cancellationToken) =>
            Task.FromResult(new Page<AuditLine>(lines, null));

        public Task<IReadOnlyList<string>> KindsAsync(Actor actor, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([.. lines.Select(line => line.Kind)]);

        public Task<ChainReport> VerifyAsync(Actor actor, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class Silence : IWorkspaceFeed
    {
        public void Publish(WorkspaceId workspace, FeedTopic topic, string? id = null)
        {
        }

        public IFeedWatch<FeedChange> Watch(WorkspaceId workspace) => throw new NotSupportedException("Prerendering watches nothing.");
    }
}
