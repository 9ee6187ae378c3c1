using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.DataGen.Exports;
using Synter.Domain.DataGen.Making;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Domain.DataGen;

public sealed class CsvWriterTests
{
    private const string Dangerous = "=+-@\t\r\n＝＋－＠";

    [Fact]
    public void Write_AnyRecords_ReadBackAsTheyWere_WithoutFormulas() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        JsonObject[] records = [SomeJson.Object(seed), SomeJson.Object(seed + 1), SomeJson.Object(seed + 2)];
        var names = new ColumnNames();
        Array.ForEach(records, r => names.Add(MadeRecord.Write(r)));
        var rows = Read(Write(records, names));

        return rows.Count == records.Length + 1
            && rows.All(row => row.Count == names.Names.Count)
            && rows[0].Select(Unguard).SequenceEqual(names.Names)
            && records.Select((record, i) => names.Names.Select((name, j) => Fits(record[name], rows[i + 1][j])).All(fits => fits)).All(fits => fits);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_AreInFirstSeenOrder()
    {
        var names = new ColumnNames();
        names.Add("""{"b":{"x":1},"a":[{"y":2}]}""");
        names.Add("""{"c":1,"a":2}""");

        Assert.Equal(["b", "a", "c"], names.Names);
    }

    [Fact]
    public void Write_OneEmptyColumn_IsStillARecord()
    {
        var names = new ColumnNames();
        names.Add("""{"a":null}""");

        Assert.Equal("a\r\n\"\"\r\n", Write([JsonNode.Parse("""{"a":null}""")!.AsObject()], names));
    }

    private static bool Fits(JsonNode? value, string field) => value switch
    {
        null => field.Length == 0,
        JsonValue text when text.TryGetValue<string>(out var words) => Unguard(field) == words && (field.Length == 0 || !Dangerous.Contains(field[0], StringComparison.Ordinal)),
        JsonValue other => field == other.ToJsonString(),
        _ => JsonNode.DeepEquals(JsonNode.Parse(field), value),
    };

    private static string Unguard(string field) =>
        field.Length > 1 && field[0] == '\'' && Dangerous.Contains(field[1], StringComparison.Ordinal) ? field[1..] : field;

    private static string Write(JsonObject[] records, ColumnNames names)
    {
        var output = new StringWriter();
        var writer = new CsvWriter(names.Names);
        writer.Begin(output);
        Array.ForEach(records, r => writer.Write(output, MadeRecord.Write(r)));
        writer.End(output);
        return output.ToString();
    }

    /// <summary>A reader of RFC 4180, which knows nothing of how ours writes.</summary>
    private static List<List<string>> Read(string text)
    {
        var rows = new List<List<string>> { new() };
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (isQuoted)
            {
                if (text[i] != '"')
                {
                    field.Append(text[i]);
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    field.Append(text[i++]);
                }
                else
                {
                    isQuoted = false;
                }
            }
            else if (text[i] == '"')
            {
                isQuoted = true;
            }
            else if (text[i] == ',' || (text[i] == '\r' && text[i + 1] == '\n'))
            {
                rows[^1].Add(field.ToString());
                field.Clear();
                if (text[i] == '\r')
                {
                    i++;
                    rows.Add([]);
                }
            }
            else
            {
                field.Append(text[i]);
            }
        }

        rows.RemoveAt(rows.Count - 1);
        return rows;
    }
}
