using AngleSharp.Dom;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Web.Features.DataGen;

namespace Synter.Tests.Components.DataGen;

public sealed class DatasetPartsTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Grid_HugeAndOddValues_AreCutMarkedAndNeverMarkup()
    {
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 40)) + "1" + new string('}', 40);
        var grid = await GridAsync(new RecordSlot(0, Made(0, $$"""{"html":"<b>x</b>","odd":"a\u202Eb 🦷","long":"{{new string('ß', 5_000)}}","deep":{{deep}},"none":null}""")));

        var cells = grid.QuerySelectorAll("td[data-name]").Select(cell => cell.TextContent.Trim()).ToList();

        Assert.Equal("<b>x</b>", cells[0]);
        Assert.Equal("a⟦U+202E⟧b 🦷", cells[1]);
        Assert.True(cells[2].Length <= 120);
        Assert.True(cells[3].Length <= 120);
        Assert.Equal("null", cells[4]);
        Assert.Empty(grid.QuerySelectorAll("td b"));
    }

    [Fact]
    public async Task Grid_PlacesNotMade_SayWhatIsWaitedFor()
    {
        var grid = await GridAsync(new RecordSlot(0, Made(0, "{}")), new RecordSlot(1, null), new RecordSlot(2, null));

        Assert.Equal(["good", "in-flight", "missing"], grid.QuerySelectorAll("[data-testid=record-row]").Select(row => row.GetAttribute("data-state")));
        Assert.Contains("Attempt 2, server busy", grid.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grid_ForAViewer_OffersNoVerdict()
    {
        await using var rendering = new Rendering();
        var grid = await rendering.OfAsync<RecordGrid>(Parameters(mayJudge: false, new RecordSlot(0, Made(0, """{"name":"Asha"}"""))));

        Assert.Empty(grid.QuerySelectorAll("button, input"));
        Assert.Contains("Asha", grid.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_OfADatasetThatFailed_SaysWhyAndShowsNoPercent()
    {
        await using var rendering = new Rendering();
        var failed = Dataset(RunStatus.FailedAuth, completed: 0) with { Error = new RunError(FailureClass.Auth, "inference_unauthorised", "The inference server refused our key.") };

        var card = await rendering.OfAsync<DatasetProgress>(("Detail", failed), ("Now", s_at));

        Assert.Equal("Ended without a record", card.QuerySelector("[data-testid=step]")!.TextContent);
        Assert.Null(card.QuerySelector("[data-testid=percent]"));
        Assert.Contains("refused our key", card.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<IElement> GridAsync(params RecordSlot[] slots)
    {
        await using var rendering = new Rendering();
        return await rendering.OfAsync<RecordGrid>(Parameters(mayJudge: true, slots));
    }

    private static (string, object?)[] Parameters(bool mayJudge, params RecordSlot[] slots) =>
    [
        ("Detail", Dataset(RunStatus.Running, completed: 1) with { InFlight = [new InFlightRecord(1, 2, s_at, InFlightPhase.BackingOff)] }),
        ("List", new RecordList(new RecordFilter(), slots, null)),
        ("Href", (Func<int, string>)(index => $"/records/{index}")),
        ("MayJudge", mayJudge),
        ("Now", s_at),
    ];

    private static RecordRow Made(int index, string json) => new(index, json, null, null, 1, TimeSpan.FromMilliseconds(5), 40, 10, s_at);

    private static DatasetDetail Dataset(RunStatus status, int completed) => new(
        new DatasetRow(
            StrongId.Parse<DatasetId>("dst_0199a000000070008000000000000007"), StrongId.Parse<RunId>("run_0199a000000070008000000000000008"),
            StrongId.Parse<UserId>("usr_0199a000000070008000000000000002"), "asha@example.com", "A shop: name", 9, DatasetStates.Of(status, hasStarted: true), status, completed,
            Failures: 0, DoneBeforeRun: 0, new DatasetSpending(1, 40, 10, Money.FromMicros(0, "USD")), "offline generator", IsOffline: true, StopReason: null, s_at, s_at, s_at,
            status.IsEnded() ? s_at.AddSeconds(9) : null),
        "A shop: name", Schema: null, [], DatasetLimits.None, Accepted: 0, Rejected: 0, MeanLatency: null, [], Agent: null, Error: null, CancelRequested: false);
}
