using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Catalog.Schemas;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Agents.Catalog;

public class ConfigSchemaPropertyTests
{
    private static readonly string[] Names = ["a", "b", "a/b", "~", "nickname", "places", "links", "facebook", "", "ä"];

    private static readonly Gen<string> RawText = Gen.Elements(
        "\"\"", "\"a\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\ud83d\\ude00\"", "\"cred_0192f0c123457abc8def0123456789ab\"", "\"Europe/Berlin\"", "\"red\"", "\"facebook\"");

    private static readonly Gen<string> Scalar = Gen.OneOf(
        Gen.Elements("null", "true", "false", "0", "-0", "1.0", "1e400", "-1e-400", "0.1", "123456789012345678901234567890123", "2e3"), RawText);

    /// <summary>Any JSON, as text: also what JSON's grammar allows and .NET cannot hold, repeated names among it.</summary>
    private static readonly Gen<string> AnyJson = Gen.Sized(size => Json(Math.Min(size, 4)));

    [Fact]
    public void Validate_AnyJson_NeverThrows() => Prop.ForAll(Arb.From(AnyJson), text =>
    {
        _ = WorkshopAgent.Definition.ConfigSchema.Validate(JsonNode.Parse(text));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyJson_NeverThrows() => Prop.ForAll(Arb.From(AnyJson), text =>
    {
        if (JsonNode.Parse(text) is JsonObject schema)
        {
            _ = ConfigSchema.Parse(schema);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Judge_AnyObject_NeverThrows() => Prop.ForAll(Arb.From(AnyJson), text =>
    {
        if (JsonNode.Parse(text) is JsonObject value)
        {
            new ValueCheck(new FakeCredentials()).JudgeAsync(default, WorkshopAgent.Definition.ConfigSchema, value, "/config", default).GetAwaiter().GetResult();
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Errors_PointAtWhatIsThere_OrAtWhatIsMissingInIt() => Prop.ForAll(Arb.From(AnyJson), text =>
    {
        var value = JsonNode.Parse(text);
        return WorkshopAgent.Definition.ConfigSchema.Validate(value).All(e => JsonPointer.Steps(e.Pointer) is { } steps
            && (steps.Count == 0 || IsThere(value, e.Pointer[..e.Pointer.LastIndexOf('/')]) || e.IsMissing));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Validate_AValueMadeFromASchema_Fits() => Prop.ForAll(Arb.From(SchemaAndValue(3)), made =>
        Schemas.Parse(made.Schema.ToJsonString()).Validate(made.Value).Count == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Validate_AValueMadeFromASchema_FitsAfterTidying() => Prop.ForAll(Arb.From(SchemaAndValue(3)), made =>
        Schemas.Parse(made.Schema.ToJsonString()).Validate(JsonNumbers.Tidy(made.Value)).Count == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Equality_IsThatOfTheKeys_WhateverTheOrderAndTheSpelling() => Prop.ForAll(Arb.From(SchemaAndValue(3)), made =>
        JsonEquality.AreEqual(made.Value, Reversed(made.Value)) && JsonEquality.AreEqual(made.Value, JsonNumbers.Tidy(made.Value))).QuickCheckThrowOnFailure();

    private static Gen<string> Json(int depth) => depth == 0 ? Scalar : Gen.OneOf(
        Scalar,
        Gen.ListOf(Json(depth - 1)).Select(l => $"[{string.Join(',', l)}]"),
        Gen.ListOf(from name in Gen.OneOf(Gen.Elements(Names).Select(n => JsonSerializer.Serialize(n)), RawText) from value in Json(depth - 1) select $"{name}:{value}")
            .Select(l => $"{{{string.Join(',', l)}}}"));

    private static Gen<(JsonObject Schema, JsonNode? Value)> SchemaAndValue(int depth)
    {
        var leaves = new[] { Text(), Number(), Choice(), Gen.Elements(true, false).Select(b => (Schema("boolean"), (JsonNode?)b)) };
        return depth == 0 ? Gen.OneOf(leaves) : Gen.OneOf([.. leaves, List(depth), Object(depth)]);
    }

    private static Gen<(JsonObject, JsonNode?)> Text() =>
        from text in Gen.Elements("", "a", "Sunrise", "😀😀", "línea", "\"\\/")
        let length = text.EnumerateRunes().Count()
        from slack in Gen.Choose(0, 3)
        select (Schema("string", ("minLength", Math.Max(0, length - slack)), ("maxLength", length + slack)), (JsonNode?)text);

    private static Gen<(JsonObject, JsonNode?)> Number() =>
        from number in Gen.Choose(-1_000_000, 1_000_000)
        from scale in Gen.Elements(1m, 0.5m, 0.01m)
        let value = number * scale
        select (Schema("number", ("minimum", value), ("exclusiveMaximum", value + 1), ("multipleOf", scale)), (JsonNode?)value);

    private static Gen<(JsonObject, JsonNode?)> Choice() =>
        from picked in Gen.Choose(0, 2)
        let values = new JsonArray("a", 2, new JsonObject { ["x"] = 1.0 })
        select (new JsonObject { ["enum"] = values }, values[picked]!.DeepClone());

    private static Gen<(JsonObject, JsonNode?)> List(int depth) =>
        from item in SchemaAndValue(depth - 1)
        from count in Gen.Choose(0, 3)
        select (
            Schema("array", ("items", item.Schema), ("minItems", count), ("maxItems", count)),
            (JsonNode?)new JsonArray([.. Enumerable.Range(0, count).Select(_ => item.Value?.DeepClone())]));

    private static Gen<(JsonObject, JsonNode?)> Object(int depth) =>
        from fields in Gen.Choose(0, Names.Length).SelectMany(n => Gen.CollectToList(Names.Take(n), name => SchemaAndValue(depth - 1).Select(f => (Name: name, Field: f))))
        select (
            Schema(
                "object",
                ("properties", Members(fields.Select(f => (f.Name, (JsonNode?)f.Field.Schema)))),
                ("required", new JsonArray([.. fields.Select(f => JsonValue.Create(f.Name))])),
                ("additionalProperties", false)),
            (JsonNode?)Members(fields.Select(f => (f.Name, (JsonNode?)f.Field.Value))));

    private static JsonObject Schema(string type, params (string Keyword, JsonNode? Value)[] keywords) => Members([("type", type), .. keywords]);

    private static JsonObject Members(IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var obj = new JsonObject();
        foreach (var (name, value) in members)
        {
            obj[name] = value;
        }

        return obj;
    }

    private static bool IsThere(JsonNode? root, string pointer) => pointer.Length == 0 || JsonPointer.Find(root, pointer) is not null;

    private static JsonNode? Reversed(JsonNode? node) => node switch
    {
        JsonObject obj => Members(obj.Reverse().Select(m => (m.Key, Reversed(m.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Reversed)]),
        _ => node?.DeepClone(),
    };
}
