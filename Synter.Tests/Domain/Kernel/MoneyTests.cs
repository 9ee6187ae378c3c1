using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.Kernel;

public class MoneyTests
{
    [Fact]
    public void Sum_OfTwoCurrencies_IsRefused() =>
        Assert.Throws<InvalidOperationException>(() => Money.FromMicros(1, "INR") + Money.FromMicros(1, "USD"));

    [Theory]
    [InlineData("")]
    [InlineData("inr")]
    [InlineData("INRX")]
    [InlineData("₹₹₹")]
    public void FromMicros_OfNoCurrency_IsRefused(string currency) =>
        Assert.Throws<ArgumentException>(() => Money.FromMicros(1, currency));

    [Fact]
    public void FromDecimal_FinerThanAMillionth_IsRefusedAndNotRounded() =>
        Assert.Throws<ArgumentException>(() => Money.FromDecimal(0.000_000_1m, "INR"));

    [Fact]
    public void Sum_BeyondTheLargestAmount_IsRefused() =>
        Assert.Throws<OverflowException>(() => Money.FromMicros(long.MaxValue, "INR") + Money.FromMicros(1, "INR"));

    [Fact]
    public void Amount_OfAnyMicros_ComesBackExactly() => Prop.ForAll<int, int>((high, low) =>
    {
        var micros = ((long)high << 20) + low;
        var money = Money.FromMicros(micros, "INR");
        return Money.FromDecimal(money.Amount, "INR") == money && money - money == Money.FromMicros(0, "INR");
    }).QuickCheckThrowOnFailure();
}
