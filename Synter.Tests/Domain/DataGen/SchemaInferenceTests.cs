using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.DataGen.Offline;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Domain.DataGen;

public sealed class SchemaInferenceTests
{
    [Fact]
    public void Infer_AnyRecords_AllOfThemFit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        JsonObject[] records = [SomeJson.Object(seed), SomeJson.Object(seed + 1), SomeJson.Object(seed + 2)];
        var schema = RecordSchema.Parse(SchemaInference.Infer(records)!);
        return schema.IsOk && records.All(r => schema.Value.Violation(r) is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Infer_TellsTypesFormatsAndWhatEachHas()
    {
        var schema = SchemaInference.Infer(
        [
            Parse("""{"id":1,"mail":"a@example.com","on":"2026-01-31","price":2,"note":null,"tags":["a"]}"""),
            Parse("""{"id":2,"mail":"b@example.com","on":"2026-02-01","price":2.5,"tags":[]}"""),
        ]);

        Assert.Equal(
            """
            {"type":"object","properties":{"id":{"type":"integer"},"mail":{"type":"string","format":"email"},"on":{"type":"string","format":"date"},"price":{"type":"number"},"note":{"type":"null"},"tags":{"type":"array","items":{"type":"string"}}},"required":["id","mail","on","price"]}
            """.Trim(),
            schema!.ToJsonString());
    }

    [Fact]
    public void Infer_Nothing_IsNoSchema() => Assert.Null(SchemaInference.Infer([]));

    [Fact]
    public void Violation_SaysWhere()
    {
        var schema = RecordSchema.Parse(Parse("""{"type":"object","required":["a"],"properties":{"a":{"type":"integer"},"password":{"type":"string"}}}""")).Value;

        Assert.Null(schema.Violation(Parse("""{"a":1,"password":"x"}""")));
        Assert.StartsWith("/a: ", schema.Violation(Parse("""{"a":"1"}""")), StringComparison.Ordinal);
        Assert.StartsWith("/a: ", schema.Violation(Parse("{}")), StringComparison.Ordinal);
    }

    [Fact]
    public void Offline_SameQuestionAndSeed_IsTheSameRecord_AndFitsWhatWasInferred() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        const string question = "A product with a title, a price, a category and whether it is active";
        var record = OfflineGenerator.Write(question, seed);
        var schema = SchemaInference.Infer([record])!;
        var again = OfflineGenerator.Write($"{question}\n\nThe record must fit this JSON Schema:\n{schema.ToJsonString()}", seed);
        return JsonNode.DeepEquals(record, OfflineGenerator.Write(question, seed)) && RecordSchema.Parse(schema).Value.Violation(again) is null;
    }).QuickCheckThrowOnFailure();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
