using System.Globalization;
using System.Numerics;

namespace Synter.Domain.Agents.Schedules;

/// <summary>One field of a cron expression: a set of small numbers.</summary>
internal readonly record struct CronField(ulong Bits, bool IsAll)
{
    /// <param name="Names">What may be written for the values, from the first on.</param>
    public sealed record Range(int First, int Last, params string[] Names);

    public static readonly Range Minutes = new(0, 59);
    public static readonly Range Hours = new(0, 23);
    public static readonly Range DaysOfMonth = new(1, 31);
    public static readonly Range Months = new(1, 12, "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    public static readonly Range DaysOfWeek = new(0, 7, "SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private const ulong Sunday = 1;
    private const ulong SundayAsSeven = 1 << 7;

    public IEnumerable<int> Values
    {
        get
        {
            for (var bits = Bits; bits != 0; bits &= bits - 1)
            {
                yield return BitOperations.TrailingZeroCount(bits);
            }
        }
    }

    public bool Contains(int value) => (Bits & (1UL << value)) != 0;

    public static bool TryParse(string text, Range range, out CronField field)
    {
        ulong bits = 0;
        foreach (var part in text.Split(','))
        {
            if (Part(part, range) is not { } values)
            {
                field = default;
                return false;
            }

            bits |= values;
        }

        if (ReferenceEquals(range, DaysOfWeek) && (bits & SundayAsSeven) != 0)
        {
            bits = (bits & ~SundayAsSeven) | Sunday;
        }

        // «*/1» restricts nothing; whether a field does decides how the two day fields combine.
        field = new(bits, bits == All(range));
        return true;
    }

    private static ulong? Part(string text, Range range)
    {
        var slash = text.Split('/');
        var step = 1;
        if (slash.Length > 2 || (slash.Length == 2 && (!TryNumber(slash[1], out step) || step == 0)))
        {
            return null;
        }

        if (slash[0] == "*")
        {
            return Set(range.First, ReferenceEquals(range, DaysOfWeek) ? 6 : range.Last, step);
        }

        var ends = slash[0].Split('-');
        if (ends.Length > 2 || Value(ends[0], range) is not { } first || Value(ends[^1], range) is not { } last || first > last)
        {
            return null;
        }

        // «5/10» means from 5 on.
        return Set(first, ends.Length == 1 && slash.Length == 2 ? range.Last : last, step);
    }

    private static ulong Set(int first, int last, int step)
    {
        ulong bits = 0;
        for (long value = first; value <= last; value += step)
        {
            bits |= 1UL << (int)value;
        }

        return bits;
    }

    private static ulong All(Range range) => Set(range.First, ReferenceEquals(range, DaysOfWeek) ? 6 : range.Last, 1);

    private static int? Value(string text, Range range)
    {
        var name = Array.FindIndex(range.Names, n => n.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (name >= 0)
        {
            return range.First + name;
        }

        return TryNumber(text, out var value) && value >= range.First && value <= range.Last ? value : null;
    }

    private static bool TryNumber(string text, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
