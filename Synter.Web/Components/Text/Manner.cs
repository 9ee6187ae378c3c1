using System.Collections.Concurrent;
using System.Globalization;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Text;

/// <summary>How this workspace reads times and numbers: its zone and its locale. Words are English; only digits follow the locale.</summary>
public sealed record Manner(TimeZoneInfo Zone, CultureInfo Culture)
{
    private const char ThinSpace = '\u202F';
    private const char Minus = '\u2212';

    private static readonly ConcurrentDictionary<(string, string), Manner> s_known = new();
    private static readonly CultureInfo s_words = CultureInfo.InvariantCulture;

    public static Manner Utc { get; } = Of("UTC", "en-IN");

    public static Manner Of(string zone, string locale) => s_known.GetOrAdd((zone, locale), key =>
        new Manner(TimeZoneInfo.FindSystemTimeZoneById(key.Item1), CultureInfo.GetCultureInfo(key.Item2)));

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);

    /// <summary>24 hours, as in «09:04».</summary>
    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", s_words);

    /// <summary>To the millisecond, for logs.</summary>
    public string Precise(DateTimeOffset at) => Local(at).ToString("HH:mm:ss.fff", s_words);

    /// <summary>«IST» where the short name says one zone only, else the offset: «UTC+01:00».</summary>
    public string ZoneName(DateTimeOffset at) => Zone.Id switch
    {
        "UTC" or "Etc/UTC" => "UTC",
        "Asia/Kolkata" or "Asia/Calcutta" => "IST",
        _ => Offset(Zone.GetUtcOffset(at)),
    };

    public static string Offset(TimeSpan offset) =>
        $"UTC{(offset < TimeSpan.Zero ? Minus : '+')}{offset.Duration().ToString(@"hh\:mm", s_words)}";

    /// <summary>Today «09:04», within six days «Tue 09:04», this year «14 Nov, 09:04», else «14 Nov 2025, 09:04».</summary>
    public string When(DateTimeOffset at, DateTimeOffset now)
    {
        var (local, today) = (Local(at), Local(now).Date);
        var days = Math.Abs((local.Date - today).Days);
        return local.ToString(
            days == 0 ? "HH:mm" : days <= 6 ? "ddd HH:mm" : local.Year == today.Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm", s_words);
    }

    /// <summary>«14 Nov» this year, «14 Nov 2025» else.</summary>
    public static string Day(DateOnly day, DateOnly today) => day.ToString(day.Year == today.Year ? "d MMM" : "d MMM yyyy", s_words);

    /// <summary>«22 min», «3 h», «2 d»; rounded down, so that nothing looks older than it is.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "just now",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };

    /// <summary>«1 s», «2 min 07 s», «1 h 05 min».</summary>
    public static string Lasts(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{Math.Max(0, (int)time.TotalSeconds)} s",
        { TotalHours: < 1 } => string.Create(s_words, $"{(int)time.TotalMinutes} min {time.Seconds:00} s"),
        _ => string.Create(s_words, $"{(int)time.TotalHours} h {time.Minutes:00} min"),
    };

    /// <summary>How long something took that is over: as <see cref="Lasts"/>, and «&lt; 1 s» rather than «0 s».</summary>
    public static string Took(TimeSpan time) => time < TimeSpan.FromSeconds(1) ? "< 1 s" : Lasts(time);

    public string Count(long count) => count.ToString("N0", Culture);

    /// <summary>Rows as far as they are counted: «10,000+» for more.</summary>
    public string Counted(long rows) => rows > CountLimit.Rows ? $"{Count(CountLimit.Rows)}+" : Count(rows);

    /// <summary>One decimal and a thin space: «15.0 %». A change carries its sign.</summary>
    public string Percent(decimal percent, bool signed = false) =>
        Sign(percent, signed) + Math.Abs(percent).ToString("N1", Culture) + ThinSpace + "%";

    /// <summary>
    /// «₹1,04,318.40». The sign stands before the symbol. A finer amount keeps its digits, for what is approved must be what
    /// is read.
    /// </summary>
    /// <param name="signed">A plus is written too.</param>
    /// <param name="dropZeroes">For queue rows: no minor units when they are 0.</param>
    public string Amount(Money money, bool signed = false, bool dropZeroes = false)
    {
        var currency = CurrencySign.Of(money.Currency);
        var amount = Math.Abs(money.Amount);
        var digits = dropZeroes && amount == decimal.Truncate(amount) ? 0 : Math.Max(currency.Digits, Decimals(amount));
        return Sign(money.Amount, signed) + currency.Symbol + amount.ToString("N" + digits, Culture);
    }

    private static int Decimals(decimal amount)
    {
        var digits = 0;
        for (; amount != decimal.Truncate(amount); amount *= 10)
        {
            digits++;
        }

        return digits;
    }

    private static string Sign(decimal value, bool signed) => value < 0 ? Minus.ToString() : signed && value > 0 ? "+" : "";
}
