using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Domain.DataGen;

public sealed class ReplyParserTests
{
    [Theory]
    [InlineData("{\"a\":1}")]
    [InlineData("  \n{\"a\":1}\n ")]
    [InlineData("```json\n{\"a\":1}\n```")]
    [InlineData("```\n{\"a\":1}\n```\nI hope that helps!")]
    [InlineData("Sure, here is the record [1] with {placeholders}: {\"a\":1}")]
    [InlineData("<think>Perhaps {\"a\":7}? No.</think>\n{\"a\":1}")]
    [InlineData("\uFEFF{\"a\":1}")]
    public void Parse_OneObject_IsTheRecord(string reply) => Assert.Equal("""{"a":1}""", ReplyParser.Parse(reply).Object?.ToJsonString());

    [Theory]
    [InlineData("", ReplyFault.None)]
    [InlineData("I am sorry.", ReplyFault.None)]
    [InlineData("<think>{\"a\":1}", ReplyFault.None)]
    [InlineData("{\"a\":", ReplyFault.Truncated)]
    [InlineData("Here: {\"a\":{\"b\":1}", ReplyFault.Truncated)]
    [InlineData("[{\"a\":1},{\"a\"", ReplyFault.Truncated)]
    [InlineData("{\"a\":1}\n{\"a\":2}", ReplyFault.Several)]
    [InlineData("```json\n{\"a\":1}\n```\n```json\n{\"a\":2}\n```", ReplyFault.Several)]
    [InlineData("{\"a\":1} {\"b\":", ReplyFault.Several)]
    [InlineData("[{\"a\":1}]", ReplyFault.NotAnObject)]
    [InlineData("\"text\"", ReplyFault.NotAnObject)]
    [InlineData("42", ReplyFault.NotAnObject)]
    [InlineData("[1,2]", ReplyFault.NotAnObject)]
    [InlineData("{\"a\":1,\"a\":2}", ReplyFault.Unusable)]
    [InlineData("{\"a\":\"\\u0000\"}", ReplyFault.Unusable)]
    [InlineData("{\"a\":\"\\ud800\"}", ReplyFault.Unusable)]
    public void Parse_AnythingElse_IsAFaultWithWords(string reply, ReplyFault fault)
    {
        var read = ReplyParser.Parse(reply);

        Assert.Equal((fault, null), (read.Fault, read.Object));
        Assert.NotEmpty(read.Error!);
    }

    [Fact]
    public void Parse_ProseAroundAnyRecord_FindsIt() => Prop.ForAll(Seeds, seed =>
    {
        var record = SomeJson.Object(seed);
        var read = ReplyParser.Parse($"Here is one (it is [1] good):\n```json\n{MadeRecord.Write(record)}\n```\nAnything else?");
        return JsonNode.DeepEquals(record, read.Object);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_CutAnywhere_IsNeverARecord() => Prop.ForAll(Seeds, seed =>
    {
        var text = MadeRecord.Write(SomeJson.Object(seed));
        return ReplyParser.Parse(text[..(Math.Abs(seed % 1_000_003) % text.Length)]).Object is null;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_TwoRecords_IsNeverOne() => Prop.ForAll(
        Seeds, seed => ReplyParser.Parse($"{MadeRecord.Write(SomeJson.Object(seed))} and {MadeRecord.Write(SomeJson.Object(seed + 1))}").Fault == ReplyFault.Several)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_NeverThrows_AndIsOneOrTheOther() => Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
    {
        var read = ReplyParser.Parse(text ?? "");
        return read.Object is null != read.Fault is null;
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData('{')]
    [InlineData('[')]
    public void Parse_OnlyBraces_EndsSoon(char brace) => Assert.NotNull(ReplyParser.Parse(new string(brace, 50_000)).Fault);

    private static Arbitrary<int> Seeds => ArbMap.Default.ArbFor<int>();
}
