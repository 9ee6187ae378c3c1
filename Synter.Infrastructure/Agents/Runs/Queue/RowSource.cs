namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// Rows on their way into a statement: the columns with their types, and how a row's values are found. One row goes as plain values,
/// which costs the server a fraction of what arrays do; many go as one array a column.
/// </summary>
internal sealed class RowSource<TRow>
{
    private readonly List<Column> _columns = [];

    /// <summary>The names, in order, for a list of columns.</summary>
    public string Names => string.Join(", ", _columns.Select(column => column.Name));

    /// <summary>To be selected from, under the name <c>g</c>: for one row, and for many.</summary>
    public string One => $"(VALUES ({Parameters("")})) AS g ({Names})";

    public string Many => $"unnest({Parameters("[]")}) AS g ({Names})";

    public RowSource<TRow> With<T>(string name, string type, Func<TRow, T> value)
    {
        _columns.Add(new Column(name, type, row => value(row), rows => Array(rows, value)));
        return this;
    }

    public object?[] Values(IReadOnlyList<TRow> rows) =>
        rows.Count == 1 ? [.. _columns.Select(column => column.One(rows[0]))] : [.. _columns.Select(column => column.Many(rows))];

    private static T[] Array<T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var array = new T[rows.Count];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = value(rows[i]);
        }

        return array;
    }

    private string Parameters(string suffix) => string.Join(", ", _columns.Select((column, i) => $"${i + 1}::{column.Type}{suffix}"));

    private sealed record Column(string Name, string Type, Func<TRow, object?> One, Func<IReadOnlyList<TRow>, object> Many);
}
