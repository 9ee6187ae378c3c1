using System.Text.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen.Statistics;

/// <summary>What the values of each field are like, so that a person can see whether the data is any good.</summary>
public static class ColumnProfile
{
    /// <summary>How many records are looked at, at most: the page of a large dataset is as quick as that of a small one.</summary>
    public const int SampleSize = 1_000;

    private const int MostColumns = 200;

    /// <summary>The places to look at: all of them, or so many spread evenly, the same ones each time.</summary>
    public static int[] Sample(int count) => count <= SampleSize
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, SampleSize).Select(i => (int)((long)i * count / SampleSize))];

    /// <summary>The fields in first-seen order.</summary>
    public static IReadOnlyList<ColumnStatistics> Of(IReadOnlyCollection<JsonObject> records)
    {
        var columns = new OrderedDictionary<string, List<JsonNode?>>(StringComparer.Ordinal);
        foreach (var (name, value) in records.SelectMany(record => record))
        {
            if (columns.TryGetValue(name, out var values))
            {
                values.Add(value);
            }
            else if (columns.Count < MostColumns)
            {
                columns.Add(name, [value]);
            }
        }

        return [.. columns.Select(column => Describe(column.Key, column.Value, records.Count))];
    }

    private static ColumnStatistics Describe(string name, List<JsonNode?> values, int records)
    {
        var there = values.Where(v => v is not null).ToList();
        var byKey = there.GroupBy(JsonEquality.Key).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).ToList();
        var types = values.GroupBy(TypeOf).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => new TypeCount(g.Key, g.Count())).ToList();
        var numbers = there.Select(v => JsonNumbers.TryRead(v, out var number) ? number : (decimal?)null).OfType<decimal>().ToList();
        var measured = numbers.Count > 0 ? numbers : [.. there.Where(IsText).Select(v => (decimal)v!.GetValue<string>().Length)];
        var (of, histogram) = Histograms.Of([.. byKey.Select(g => (Show(g.First()!), g.Count()))], numbers, measured, there.Count);
        return new ColumnStatistics(
            name, types, values.Count, records - values.Count, values.Count - there.Count, byKey.Count,
            measured.Count > 0 ? measured.Min() : null,
            measured.Count > 0 ? measured.Max() : null,
            measured.Count > 0 ? Mean(measured) : null,
            of, histogram, [.. byKey.Take(3).Select(g => Show(g.First()!))]);
    }

    /// <summary>Of numbers so large that their sum is none, there is no mean worth showing.</summary>
    private static decimal? Mean(List<decimal> numbers)
    {
        try
        {
            return decimal.Round(numbers.Average(), 4);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static string TypeOf(JsonNode? value) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Number => JsonNumbers.TryRead(value, out var number) && decimal.IsInteger(number) ? "integer" : "number",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Array => "array",
        JsonValueKind.Object => "object",
        _ => "null",
    };

    private static bool IsText(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String;

    private static string Show(JsonNode value)
    {
        const int longest = 60;
        var text = IsText(value) ? value.GetValue<string>() : value.ToJsonString();
        return text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)] + "…";
    }
}
