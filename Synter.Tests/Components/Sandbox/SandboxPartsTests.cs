using Synter.Domain.Sandbox;
using Synter.Tests.Support;
using Synter.Web.Features.Sandbox;

namespace Synter.Tests.Components.Sandbox;

public class SandboxPartsTests
{
    private static readonly SandboxPost Post = new(
        "x", "1861234567890123456", "100000000000042", "Two minutes <b>twice</b> a day.\n\n#OralHealth", null, ManualClock.Start, null, "eff_0193000000007000800000000000abcd");

    private static readonly SandboxRequest Request = new(
        7, ManualClock.Start, "facebook", "POST", "/v25.0/me/feed", new Dictionary<string, string> { ["a"] = "1" },
        new Dictionary<string, string> { ["authorization"] = "Bearer ***" }, """{"message":"नमस्ते <script>"}""", null, null, "dropped_after_accept");

    [Fact]
    public async Task PostCard_ShowsTheTextToTheLetter()
    {
        await using var rendering = new Rendering();

        var card = await rendering.OfAsync<PostCard>(("Post", Post));

        Assert.Equal(Post.Text, card.QuerySelector(".text")!.TextContent);
        Assert.Empty(card.QuerySelectorAll("b b"));
        Assert.Equal("Post on X", card.QuerySelector("article")!.GetAttribute("aria-label"));
        Assert.Contains("eff_", card.TextContent);
    }

    [Fact]
    public async Task PostCard_TakenDown_SaysSo()
    {
        await using var rendering = new Rendering();

        var card = await rendering.OfAsync<PostCard>(("Post", Post with { DeletedAt = ManualClock.Start }));

        Assert.Contains("Taken down", card.TextContent);
    }

    [Fact]
    public async Task RequestTable_OpensToAllThatWasSent()
    {
        await using var rendering = new Rendering();

        var table = await rendering.OfAsync<RequestTable>(("Requests", new[] { Request }));

        Assert.Contains("\"message\": \"नमस्ते <script>\"", table.QuerySelector("pre")!.TextContent);
        Assert.Contains("Bearer ***", table.QuerySelector("details")!.TextContent);
        Assert.Contains("Done, hung up", table.QuerySelector(".outcome .flag, .flag")!.TextContent);
        Assert.Empty(table.QuerySelectorAll("script"));
    }

    [Fact]
    public async Task FaultForm_LabelsItsFields_AndSaysWhatIsOn()
    {
        await using var rendering = new Rendering();
        var fault = SandboxFault.Create("x", FaultMode.Status, 429, null, null, 3).Value;

        var form = await rendering.OfAsync<FaultForm>(("Provider", "x"), ("Current", fault));

        Assert.Contains("Next 3 answers: status 429", form.TextContent);
        Assert.All(form.QuerySelectorAll("select, input"), field => Assert.NotNull(form.QuerySelector($"label[for='{field.Id}']")));
    }

    [Theory]
    [InlineData(FaultMode.None, "Answers normally")]
    [InlineData(FaultMode.Slow, "Next answer: 30 s late")]
    [InlineData(FaultMode.Malformed, "Next answer: half a body")]
    [InlineData(FaultMode.DropBefore, "Next answer: hangs up, nothing done")]
    [InlineData(FaultMode.DropAfterAccept, "Next answer: hangs up, but done")]
    public void Words_OfAFault_SayWhatComesNext(FaultMode mode, string words) =>
        Assert.Equal(words, SandboxWords.Fault(SandboxFault.Create("x", mode, null, null, null, null).Value));

    [Fact]
    public void View_KeepsItsRows_AndCountsWhatCameSince()
    {
        var overview = new SandboxOverview([], []);
        var shown = new SandboxView(overview, [Post], [], null, null);
        var fresh = shown with { Posts = [Post with { Id = "2" }, Post with { Id = "3" }, Post] };

        var merged = shown.Merge(fresh, countsNew: true);

        Assert.Equal([Post], merged.Posts);
        Assert.Equal(2, merged.New);
        Assert.Equal(0, shown.Merge(fresh, countsNew: false).New);
        Assert.Equal(3, new SandboxView(overview, [], [], null, null).Merge(fresh, countsNew: true).Posts.Count);
    }
}
