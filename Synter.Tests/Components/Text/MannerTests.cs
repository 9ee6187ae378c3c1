using System.Globalization;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Components.Text;
using Xunit;

namespace Synter.Tests.Components.Text;

public sealed class MannerTests
{
    private static readonly Manner s_india = Manner.Of("Asia/Kolkata", "en-IN");

    [Theory]
    [InlineData("2026-11-21T03:34:00Z", "09:04")]
    [InlineData("2026-11-17T03:34:00Z", "Tue 09:04")]
    [InlineData("2026-11-23T01:30:00Z", "Mon 07:00")]
    [InlineData("2026-11-14T03:34:00Z", "14 Nov, 09:04")]
    [InlineData("2025-11-14T03:34:00Z", "14 Nov 2025, 09:04")]
    // Still the 20th in UTC, already the 21st in India.
    [InlineData("2026-11-20T19:00:00Z", "00:30")]
    public void When_SaysAsMuchAsIsNeeded(string at, string words) =>
        Assert.Equal(words, s_india.When(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), ManualClock.Start));

    [Theory]
    [InlineData(9_999, "9,999")]
    [InlineData(10_000, "10,000")]
    [InlineData(10_001, "10,000+")]
    public void Counted_BeyondTheLimit_SaysThatThereAreMore(long rows, string words) => Assert.Equal(words, s_india.Counted(rows));

    [Theory]
    [InlineData(20, "just now")]
    [InlineData(22 * 60, "22 min")]
    [InlineData((3 * 3600) + 3599, "3 h")]
    [InlineData(2 * 86400, "2 d")]
    public void Age_RoundsDown(int seconds, string words) => Assert.Equal(words, Manner.Age(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1, "1 s")]
    [InlineData(127, "2 min 07 s")]
    [InlineData(3900, "1 h 05 min")]
    public void Lasts_NamesTwoUnits(int seconds, string words) => Assert.Equal(words, Manner.Lasts(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "< 1 s")]
    [InlineData(999, "< 1 s")]
    [InlineData(1_999, "1 s")]
    [InlineData(127_000, "2 min 07 s")]
    public void Took_IsNeverNothing(int milliseconds, string words) => Assert.Equal(words, Manner.Took(TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("104318.40", "INR", "₹1,04,318.40")]
    [InlineData("-160", "INR", "−₹160.00")]
    [InlineData("1234567.5", "JPY", "¥12,34,567.5")]
    [InlineData("0.000001", "USD", "$0.000001")]
    [InlineData("12", "CHF", "CHF\u00A012.00")]
    [InlineData("1.5", "KWD", "KWD\u00A01.500")]
    public void Amount_SignSymbolGrouping(string amount, string currency, string words) =>
        Assert.Equal(words, s_india.Amount(Money.FromDecimal(decimal.Parse(amount, CultureInfo.InvariantCulture), currency)));

    [Fact]
    public void Amount_Change_CarriesItsSign()
    {
        Assert.Equal("+₹180.00", s_india.Amount(Money.FromDecimal(180, "INR"), signed: true));
        Assert.Equal("₹0.00", s_india.Amount(Money.FromDecimal(0, "INR"), signed: true));
    }

    [Fact]
    public void Amount_InRow_DropsMinorUnitsOnlyWhenWhole()
    {
        Assert.Equal("₹340", s_india.Amount(Money.FromDecimal(340, "INR"), dropZeroes: true));
        Assert.Equal("₹340.50", s_india.Amount(Money.FromDecimal(340.5m, "INR"), dropZeroes: true));
    }

    [Fact]
    public void Percent_HasOneDecimalAndAThinSpace()
    {
        Assert.Equal("15.0\u202F%", s_india.Percent(15));
        Assert.Equal("−20.0\u202F%", s_india.Percent(-20, signed: true));
        Assert.Equal("+8.2\u202F%", s_india.Percent(8.2m, signed: true));
    }

    [Theory]
    [InlineData("Asia/Kolkata", "IST")]
    [InlineData("UTC", "UTC")]
    [InlineData("Europe/Berlin", "UTC+01:00")]
    [InlineData("America/New_York", "UTC−05:00")]
    public void ZoneName_IsShortAndUnmistakable(string zone, string name) =>
        Assert.Equal(name, Manner.Of(zone, "en-IN").ZoneName(ManualClock.Start));
}
