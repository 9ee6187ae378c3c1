using System.Text.Json.Nodes;

namespace Synter.Tests.Support.DataGen;

/// <summary>Objects as a model might write them, from a number.</summary>
public static class SomeJson
{
    private static readonly string[] Texts =
        ["", "plain", "=1+1", "@home", "－5", "two\nlines", "a \"quote\"", "comma, here", "{brace}", "[1]", "```", "ümlaut 😀", "\ttab", "</think>", "-12", "\r"];

    public static JsonObject Object(int seed) => Object(new Random(seed), depth: 0);

    private static JsonObject Object(Random random, int depth)
    {
        var record = new JsonObject();
        for (var i = random.Next(5); i >= 0; i--)
        {
            record[$"{Texts[random.Next(Texts.Length)]}{random.Next(20)}"] = Value(random, depth + 1);
        }

        return record;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-1000, 1000),
        3 => random.Next(-100_000, 100_000) / 100m,
        4 or 5 => Texts[random.Next(Texts.Length)],
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => Object(random, depth + 1),
    };
}
