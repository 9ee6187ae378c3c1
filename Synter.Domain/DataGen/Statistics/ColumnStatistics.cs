namespace Synter.Domain.DataGen.Statistics;

/// <summary>How often a column's values are of one type.</summary>
/// <param name="Name">As in JSON Schema: string, integer, number, boolean, object, array, null.</param>
public sealed record TypeCount(string Name, int Count);

/// <summary>A bar of a histogram.</summary>
/// <param name="Label">A value, or the range of numbers or lengths it stands for.</param>
public sealed record HistogramBar(string Label, int Count);

/// <summary>What a histogram counts.</summary>
public enum HistogramOf
{
    /// <summary>The most frequent values, and all the others in one bar.</summary>
    Values,

    /// <summary>Numbers in equal ranges.</summary>
    Numbers,

    /// <summary>The lengths of texts in equal ranges, where nearly each text is another.</summary>
    Lengths,
}

/// <summary>One field over the records that were looked at.</summary>
/// <param name="Types">Most frequent first.</param>
/// <param name="Present">Records that have the field, null or not.</param>
/// <param name="Nulls">Records that have it as null.</param>
/// <param name="Distinct">Different values, nulls left out.</param>
/// <param name="Minimum">Of the numbers; for texts, of their lengths.</param>
/// <param name="Examples">A few different values, as people read them.</param>
public sealed record ColumnStatistics(
    string Name,
    IReadOnlyList<TypeCount> Types,
    int Present,
    int Missing,
    int Nulls,
    int Distinct,
    decimal? Minimum,
    decimal? Maximum,
    decimal? Mean,
    HistogramOf HistogramOf,
    IReadOnlyList<HistogramBar> Histogram,
    IReadOnlyList<string> Examples);
