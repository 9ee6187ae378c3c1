using System.Text;
using System.Text.Json;

namespace Synter.Domain.DataGen.Exports;

/// <summary>
/// CSV by RFC 4180, a line of names first. Text that a spreadsheet would take for a formula is neutralised with an apostrophe; real
/// numbers stay numbers; nested values are JSON.
/// </summary>
public sealed class CsvWriter(IReadOnlyList<string> columns) : IRecordWriter
{
    private readonly Dictionary<string, int> _places = columns.Select((name, place) => (name, place)).ToDictionary(c => c.name, c => c.place, StringComparer.Ordinal);
    private readonly string?[] _fields = new string?[columns.Count];

    public void Begin(TextWriter output)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            _fields[i] = Neutralise(columns[i]);
        }

        WriteLine(output);
    }

    public void Write(TextWriter output, string record)
    {
        var utf8 = Encoding.UTF8.GetBytes(record);
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var field = Field(ref reader, utf8);
            if (_places.TryGetValue(name, out var place))
            {
                _fields[place] = field;
            }
        }

        WriteLine(output);
    }

    public void End(TextWriter output)
    {
    }

    private static string? Field(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return Neutralise(reader.GetString()!);
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                var begin = (int)reader.TokenStartIndex;
                reader.Skip();
                return Encoding.UTF8.GetString(utf8[begin..(int)reader.BytesConsumed]);
            case JsonTokenType.Null:
                return null;
            default:
                return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    /// <summary>Spreadsheets run what begins so, in the full width of East Asian keyboards too.</summary>
    private static string Neutralise(string text) =>
        text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠') ? "'" + text : text;

    private void WriteLine(TextWriter output)
    {
        for (var i = 0; i < _fields.Length; i++)
        {
            if (i > 0)
            {
                output.Write(',');
            }

            Quote(output, _fields[i], isOnly: _fields.Length == 1);
            _fields[i] = null;
        }

        output.Write("\r\n");
    }

    /// <param name="isOnly">An empty line would be no record: the only field of one is quoted.</param>
    private static void Quote(TextWriter output, string? field, bool isOnly)
    {
        if (!(isOnly && string.IsNullOrEmpty(field)) && field.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            output.Write(field);
            return;
        }

        output.Write('"');
        output.Write(field?.Replace("\"", "\"\"", StringComparison.Ordinal));
        output.Write('"');
    }
}
