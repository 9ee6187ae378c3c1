using System.Text;
using System.Text.Json;

namespace Synter.Domain.DataGen.Exports;

/// <summary>The union of the records' keys, in first-seen order.</summary>
public sealed class ColumnNames
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    /// <param name="record">Compact JSON of one object.</param>
    public void Add(string record)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(record));
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (_known.Add(name))
            {
                _names.Add(name);
            }

            reader.Read();
            reader.Skip();
        }
    }
}
