using System.Globalization;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.DataGen.Statistics;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Domain.DataGen;

public sealed class ColumnProfileTests
{
    [Fact]
    public void Of_CountsTypesNullsAndDistinct()
    {
        var columns = ColumnProfile.Of([Parse("""{"a":1,"b":"x"}"""), Parse("""{"a":1.0,"b":null}"""), Parse("""{"a":"1"}""")]);

        var (a, b) = (columns[0], columns[1]);
        Assert.Equal(["a", "b"], columns.Select(c => c.Name));
        Assert.Equal((3, 0, 0, 2), (a.Present, a.Missing, a.Nulls, a.Distinct));
        Assert.Equal([new TypeCount("integer", 2), new TypeCount("string", 1)], a.Types);
        Assert.Equal((2, 1, 1, 1), (b.Present, b.Missing, b.Nulls, b.Distinct));
    }

    [Fact]
    public void Of_Numbers_HaveAHistogramOfRanges()
    {
        var column = ColumnProfile.Of([.. Enumerable.Range(0, 100).Select(i => Parse(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{i}}}""")))])[0];

        Assert.Equal((HistogramOf.Numbers, 0m, 99m, 49.5m), (column.HistogramOf, column.Minimum, column.Maximum, column.Mean));
        Assert.Equal((8, 100), (column.Histogram.Count, column.Histogram.Sum(b => b.Count)));
    }

    [Fact]
    public void Of_FewValues_HaveABarEach_AndFreeTextALength()
    {
        var columns = ColumnProfile.Of([.. Enumerable.Range(0, 60).Select(i => Parse(
            string.Create(CultureInfo.InvariantCulture, $$"""{"kind":"{{(i % 3 == 0 ? "a" : "b")}}","text":"{{new string('x', i)}}"}""")))]);

        Assert.Equal([new HistogramBar("b", 40), new HistogramBar("a", 20)], columns[0].Histogram);
        Assert.Equal((HistogramOf.Lengths, 60), (columns[1].HistogramOf, columns[1].Histogram.Sum(b => b.Count)));
    }

    [Fact]
    public void Of_AnyRecords_AddsUp() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        JsonObject[] records = [.. Enumerable.Range(0, 20).Select(i => SomeJson.Object(seed + i))];
        return ColumnProfile.Of(records).All(c =>
            c.Present + c.Missing == records.Length && c.Types.Sum(t => t.Count) == c.Present && c.Distinct <= c.Present - c.Nulls
            && c.Histogram.Sum(b => b.Count) <= c.Present - c.Nulls);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(1_000, 1_000)]
    [InlineData(100_000, 1_000)]
    public void Sample_IsSpreadOverAll(int count, int expected)
    {
        var sample = ColumnProfile.Sample(count);

        Assert.Equal(expected, sample.Distinct().Count());
        Assert.All(sample, index => Assert.InRange(index, 0, Math.Max(0, count - 1)));
        Assert.True(count <= 1_000 || sample[^1] > count * 0.99);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
