namespace Synter.Web.Components.Lists;

/// <summary>
/// Rows that stay where a person saw them until they leave: each changes in its place, one that left the filter too, and what came
/// since is only counted.
/// </summary>
public static class StandingRows
{
    /// <summary>The rows shown, each as it was read last.</summary>
    public static IReadOnlyList<TRow> Taking<TRow, TKey>(this IReadOnlyList<TRow> shown, IEnumerable<TRow> latest, Func<TRow, TKey> key)
        where TKey : notnull
    {
        var read = latest.ToDictionary(key);
        return [.. shown.Select(row => read.GetValueOrDefault(key(row), row))];
    }

    /// <summary>How many were read that are not shown.</summary>
    public static int Missing<TRow, TKey>(this IReadOnlyList<TRow> shown, IEnumerable<TRow> read, Func<TRow, TKey> key) =>
        read.ExceptBy(shown.Select(key), key).Count();
}
