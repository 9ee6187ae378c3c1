using System.Text.Json.Nodes;
using Synter.Domain.DataGen.Statistics;

namespace Synter.Tests.Domain.DataGen;

public sealed class HistogramTests
{
    [Fact]
    public void Of_WholeNumbers_HasWholeRangesThatHoldThemAll()
    {
        var column = Column([.. Enumerable.Range(18, 71).Select(age => JsonValue.Create(age))]);

        Assert.Equal("18 – 26", column.Histogram[0].Label);
        Assert.Equal(HistogramOf.Numbers, column.HistogramOf);
        Assert.Equal(71, column.Histogram.Sum(bar => bar.Count));
        Assert.EndsWith("– 88", column.Histogram[^1].Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_LengthsCloseTogether_HasABarForEach()
    {
        var column = Column([.. Enumerable.Range(0, 30).Select(i => JsonValue.Create($"name {i}"))]);

        Assert.Equal([("6", 10), ("7", 20)], column.Histogram.Select(bar => (bar.Label, bar.Count)));
    }

    [Fact]
    public void Of_Fractions_KeepsThem()
    {
        var column = Column([.. Enumerable.Range(0, 20).Select(i => JsonValue.Create(i / 10m))]);

        Assert.Equal(8, column.Histogram.Count);
        Assert.Equal(20, column.Histogram.Sum(bar => bar.Count));
    }

    private static ColumnStatistics Column(IEnumerable<JsonNode> values) =>
        Assert.Single(ColumnProfile.Of([.. values.Select(value => new JsonObject { ["x"] = value })]));
}
