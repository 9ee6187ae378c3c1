using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Xunit;

namespace Synter.Tests.Domain.Kernel;

public class JsonNumbersTests
{
    [Theory]
    [InlineData("0", true)]
    [InlineData("-0.0", true)]
    [InlineData("1e28", false)]
    [InlineData("1e27", true)]
    [InlineData("1e-28", true)]
    [InlineData("1e-29", false)]
    [InlineData("0e999999999999", false)]
    [InlineData("1.00000000000000000000000000000000000000", true)]
    [InlineData("1.0000000000000000000000000001", false)]
    [InlineData("\"1\"", false)]
    [InlineData("null", false)]
    public void TryRead_OnlyWhatADecimalHoldsExactly(string json, bool expected)
    {
        Assert.Equal(expected, JsonNumbers.TryRead(JsonNode.Parse(json), out _));
    }

    [Fact]
    public void Tidy_WritesWholeNumbersPlainAndLeavesTheRest()
    {
        var value = JsonNode.Parse("""{"a":[2.0,2e3,1.5,1e400,"2.0"],"b":{"c":null,"d":-3.00}}""");

        Assert.Equal("""{"a":[2,2000,1.5,1e400,"2.0"],"b":{"c":null,"d":-3}}""", JsonNumbers.Tidy(value)!.ToJsonString());
    }
}
