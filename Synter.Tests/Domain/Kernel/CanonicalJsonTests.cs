using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.Kernel;

public class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":[true,null,"x"]}""", """{"a":[true,null,"x"],"b":1}""")]
    [InlineData("""{"ä":1,"a":2,"𝄞":3,"ﬀ":4}""", """{"a":2,"ä":1,"𝄞":3,"ﬀ":4}""")]
    [InlineData("""["\u0041\/\u001f\n\u0022\\€"]""", "[\"A/\\u001f\\n\\\"\\\\€\"]")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Serialize_OfJson_IsTheRfc8785Form(string json, string canonical) =>
        Assert.Equal(canonical, Text(JsonNode.Parse(json)));

    [Theory]
    [InlineData("1.5", "")]
    [InlineData("1.0", "")]
    [InlineData("1e2", "")]
    [InlineData("-0", "")]
    [InlineData("9007199254740992", "")]
    [InlineData("-9007199254740992", "")]
    [InlineData("""{"a":[0,{"b":0.1}]}""", "/a/1/b")]
    public void Serialize_OfWhatReadersReadDifferently_NamesThePlace(string json, string path) =>
        Assert.Equal(path, Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(JsonNode.Parse(json))).Path);

    // One fact, because a test runner cannot carry half a surrogate pair in a test's name.
    [Fact]
    public void Serialize_OfTextThatUtf8CannotCarry_IsRefused() => Assert.All(["a\0b", "\ud800", "x\udc00y", "\ud83d"], text =>
    {
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(new JsonObject { ["t"] = text }));
        Assert.Throws<CanonicalJsonException>(() => CanonicalJson.Serialize(new JsonObject { [text] = 1 }));
    });

    [Fact]
    public void Serialize_OfTwoSpellingsOfOneLetter_KeepsBoth() =>
        Assert.NotEqual(Text(JsonValue.Create("é")), Text(JsonValue.Create("e\u0301")));

    [Fact]
    public void Parse_OfARepeatedKey_IsRefused() =>
        Assert.ThrowsAny<JsonException>(() => CanonicalJson.Parse("""{"a":1,"a":2}"""u8));

    [Fact]
    public void Serialize_DoesNotDependOnTheOrderOfKeys() => Prop.ForAll(Objects, node =>
        Text(node) == Text(Shuffled(node))).QuickCheckThrowOnFailure();

    [Fact]
    public void Serialize_IsReadBackAsTheSameValue() => Prop.ForAll(Objects, node =>
        JsonNode.DeepEquals(node, CanonicalJson.Parse(CanonicalJson.Serialize(node)))).QuickCheckThrowOnFailure();

    [Fact]
    public void Hash_ChangesWithAnyField() => Prop.ForAll(Objects, node =>
    {
        var before = CanonicalJson.Hash(CanonicalJson.Serialize(node));
        return node.Select(p => p.Key).All(key =>
        {
            var changed = (JsonObject)node.DeepClone();
            changed[key] = new JsonArray("something else", key);
            return CanonicalJson.Hash(CanonicalJson.Serialize(changed)) != before;
        });
    }).QuickCheckThrowOnFailure();

    private static string Text(JsonNode? node) => Encoding.UTF8.GetString(CanonicalJson.Serialize(node));

    private static JsonObject Shuffled(JsonObject node) =>
        new(node.Reverse().Select(p => KeyValuePair.Create(p.Key, p.Value is JsonObject inner ? Shuffled(inner) : p.Value?.DeepClone())));

    private static Arbitrary<JsonObject> Objects => Object(3).ToArbitrary();

    private static Gen<string> Keys => Gen.Elements("a", "b", "aa", "Z", "ä", "€", "\n", "\"", "𝄞", "long key");

    private static Gen<JsonNode?> Leaf => Gen.OneOf(
        Gen.Elements("", "x", "\\", "\u0001", "текст", "👩‍⚕️", "\u202e").Select(t => (JsonNode?)JsonValue.Create(t)),
        Gen.Choose(int.MinValue, int.MaxValue).Select(n => (JsonNode?)JsonValue.Create((long)n * 1_000)),
        Gen.Elements<bool?>(true, false, null).Select(b => (JsonNode?)(b is { } known ? JsonValue.Create(known) : null)));

    private static Gen<JsonNode?> Node(int depth) => depth == 0
        ? Leaf
        : Gen.OneOf(Leaf, Object(depth - 1).Select(o => (JsonNode?)o), Node(depth - 1).ListOf(3).Select(l => (JsonNode?)new JsonArray([.. l])));

    private static Gen<JsonObject> Object(int depth) =>
        from keys in Keys.ListOf(4)
        from values in Node(depth).ListOf(4)
        select new JsonObject(keys.Zip(values).DistinctBy(p => p.First).Select(p => KeyValuePair.Create<string, JsonNode?>(p.First, p.Second)));
}
