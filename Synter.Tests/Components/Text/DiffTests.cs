using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Web.Components.Text;
using Xunit;

namespace Synter.Tests.Components.Text;

public sealed class DiffTests
{
    [Fact]
    public void Words_OneWordReplaced_TellsOnlyThat() => Assert.Equal(
        [
            new(DiffKind.Same, "Book a "),
            new(DiffKind.Removed, "cleaning"),
            new(DiffKind.Added, "check-up"),
            new(DiffKind.Same, " today."),
        ],
        TextDiff.Words("Book a cleaning today.", "Book a check-up today."));

    [Fact]
    public void Words_SameText_IsOnePart() =>
        Assert.Equal([new(DiffKind.Same, "As it was.")], TextDiff.Words("As it was.", "As it was."));

    [Fact]
    public void Words_AnyTwoTexts_GiveBothBack()
    {
        var word = Gen.Elements("a", "b", "c", " ", "  ", "\n");
        var text = Gen.ListOf(word).Select(string.Concat);

        Check.QuickThrowOnFailure(Prop.ForAll(Gen.Zip(text, text).ToArbitrary(), pair =>
        {
            var parts = TextDiff.Words(pair.Item1, pair.Item2);
            return string.Concat(parts.Where(p => p.Kind != DiffKind.Added).Select(p => p.Text)) == pair.Item1
                && string.Concat(parts.Where(p => p.Kind != DiffKind.Removed).Select(p => p.Text)) == pair.Item2;
        }));
    }

    [Fact]
    public void Words_TextsTooLong_AreShownWhole()
    {
        var before = string.Join(' ', Enumerable.Range(0, 3_000));
        var after = string.Join(' ', Enumerable.Range(10_000, 3_000));

        Assert.Equal([DiffKind.Removed, DiffKind.Added], TextDiff.Words(before, after).Select(p => p.Kind));
    }

    [Fact]
    public async Task DiffText_Rendered_SaysWhatWasAddedAndRemoved()
    {
        await using var page = new Rendering();

        var body = await page.OfAsync<DiffText>(("Before", "old words"), ("After", "new words"));

        Assert.Equal("removed old", body.QuerySelector("del")!.TextContent);
        Assert.Equal("added new", body.QuerySelector("ins")!.TextContent);
    }

    [Fact]
    public void Between_NestedChange_NamesItsPath() => Assert.Equal(
        [new("/budget/amount", "1200", "1380"), new("/tags/1", null, "new")],
        JsonDiff.Between(
            JsonNode.Parse("""{"budget":{"amount":1200,"per":"day"},"tags":["a"]}"""),
            JsonNode.Parse("""{"budget":{"amount":1380,"per":"day"},"tags":["a","new"]}""")));

    [Fact]
    public void Between_NothingBefore_TellsEveryLeaf() => Assert.Equal(
        [new("/text", null, "Hello"), new("/a~1b", null, "1")],
        JsonDiff.Between(null, JsonNode.Parse("""{"text":"Hello","a/b":1}""")));

    [Fact]
    public void Between_Equal_IsEmpty() =>
        Assert.Empty(JsonDiff.Between(JsonNode.Parse("""{"a":[1,{"b":null}]}"""), JsonNode.Parse("""{"a":[1,{"b":null}]}""")));

    [Fact]
    public async Task DiffJson_Added_SaysSoInWords()
    {
        await using var page = new Rendering();

        var cells = (await page.OfAsync<DiffJson>(("Before", null), ("After", JsonNode.Parse("""{"text":"Hi"}""")))).QuerySelectorAll("td");

        Assert.Equal(["text", "Added", "Hi"], cells.Select(c => c.TextContent.Trim()));
    }
}
