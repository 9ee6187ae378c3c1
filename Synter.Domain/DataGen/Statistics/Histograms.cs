using System.Globalization;

namespace Synter.Domain.DataGen.Statistics;

/// <summary>Picks and fills the small histogram of a column.</summary>
internal static class Histograms
{
    private const int Bars = 8;

    /// <param name="values">Each different value with its count, most frequent first.</param>
    /// <param name="measured">The numbers, or the lengths of the texts where there are none.</param>
    public static (HistogramOf Of, IReadOnlyList<HistogramBar> Bars) Of(
        IReadOnlyList<(string Value, int Count)> values, IReadOnlyList<decimal> numbers, IReadOnlyList<decimal> measured, int total)
    {
        var isNumeric = numbers.Count == total && total > 0;
        // Up to so many different values, each has its bar; beyond, values that hardly ever repeat say nothing.
        if (values.Count <= Bars || (!isNumeric && values.Count * 2 < total))
        {
            return (HistogramOf.Values, Frequent(values));
        }

        return measured.Count == 0
            ? (HistogramOf.Values, Frequent(values))
            : (isNumeric ? HistogramOf.Numbers : HistogramOf.Lengths, Ranges(measured));
    }

    private static List<HistogramBar> Frequent(IReadOnlyList<(string Value, int Count)> values)
    {
        var shown = values.Count <= Bars ? values.Count : Bars - 1;
        var bars = values.Take(shown).Select(v => new HistogramBar(v.Value, v.Count)).ToList();
        if (values.Count > shown)
        {
            bars.Add(new HistogramBar(string.Create(CultureInfo.InvariantCulture, $"{values.Count - shown} others"), values.Skip(shown).Sum(v => v.Count)));
        }

        return bars;
    }

    private static List<HistogramBar> Ranges(IReadOnlyList<decimal> numbers)
    {
        const decimal mostWhole = 1_000_000_000_000;
        return numbers.All(n => n == decimal.Truncate(n) && Math.Abs(n) < mostWhole) ? WholeRanges(numbers) : FractionRanges(numbers);
    }

    /// <summary>Ages and lengths have no halves: each bar stands for as many whole numbers as the next.</summary>
    private static List<HistogramBar> WholeRanges(IReadOnlyList<decimal> numbers)
    {
        var (least, most) = ((long)numbers.Min(), (long)numbers.Max());
        var width = (most - least + Bars) / Bars;
        var counts = new int[((most - least) / width) + 1];
        foreach (var number in numbers)
        {
            counts[((long)number - least) / width]++;
        }

        return [.. counts.Select((count, i) => (Count: count, From: least + (i * width)))
            .Select(bar => new HistogramBar(width == 1 ? Label(bar.From) : $"{Label(bar.From)} – {Label(Math.Min(bar.From + width - 1, most))}", bar.Count))];
    }

    private static List<HistogramBar> FractionRanges(IReadOnlyList<decimal> numbers)
    {
        // In floating point: a bar's place is for the eye, and the range of decimals would overflow decimals.
        var (least, most) = ((double)numbers.Min(), (double)numbers.Max());
        var width = (most - least) / Bars;
        if (width <= 0)
        {
            return [new HistogramBar(Label(least), numbers.Count)];
        }

        var counts = new int[Bars];
        foreach (var number in numbers)
        {
            counts[Math.Clamp((int)(((double)number - least) / width), 0, Bars - 1)]++;
        }

        return [.. counts.Select((count, i) => new HistogramBar($"{Label(least + (i * width))} – {Label(least + ((i + 1) * width))}", count))];
    }

    private static string Label(double number) => number.ToString(Math.Abs(number) is >= 100 or 0 ? "#,0" : "0.##", CultureInfo.InvariantCulture);
}
