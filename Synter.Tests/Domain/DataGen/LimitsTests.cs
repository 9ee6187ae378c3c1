using FsCheck;
using FsCheck.Fluent;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Kernel;

namespace Synter.Tests.Domain.DataGen;

public sealed class LimitsTests
{
    private static readonly TokenRates Rates = new(3_000_000, 15_000_000, "USD");

    [Fact]
    public void HardStop_RecordsNoLargerThanTheFirst_NeverPassTheLimit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        var random = new Random(seed);
        var limit = random.Next(1, 5_000);
        var stop = new HardStop(new DatasetLimits(MaxTokens: limit), Rates, 0, 0, (0, 0));
        var (open, used, first) = (new Queue<long>(), 0L, 0L);
        for (var i = 0; i < 500; i++)
        {
            var admittance = stop.TryBegin();
            if (admittance == Admittance.Go)
            {
                open.Enqueue(first == 0 ? first = random.Next(1, 200) : random.Next(1, (int)first + 1));
            }
            else if (admittance == Admittance.Stopped)
            {
                break;
            }

            if (open.Count > 0 && (admittance == Admittance.Wait || random.Next(2) == 0))
            {
                var tokens = open.Dequeue();
                used += tokens;
                stop.End(Made(0, tokens));
            }
        }

        used += open.Sum();
        // The first is taken unknown; nobody can know what it will be.
        return used <= Math.Max(limit, first);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void HardStop_Unlimited_AlwaysGoes()
    {
        var stop = new HardStop(DatasetLimits.None, Rates, 1_000_000, 1_000_000, (9, 9));

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(Admittance.Go, stop.TryBegin()));
    }

    [Fact]
    public void HardStop_OfMoney_SaysWhichAndHowMuch()
    {
        // A record costs 0.0009 dollars: 100 tokens in, 40 out.
        var stop = new HardStop(new DatasetLimits(Money.FromDecimal(0.002m, "USD")), Rates, 0, 0, (0, 0));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(Admittance.Go, stop.TryBegin());
            Assert.Equal(Admittance.Wait, i == 0 ? stop.TryBegin() : Admittance.Wait);
            stop.End(Made(100, 40));
        }

        Assert.Equal(Admittance.Stopped, stop.TryBegin());
        Assert.Contains("0.0018 USD are spent", stop.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, null, 0.5)]
    [InlineData(2, null, 1.0)]
    [InlineData(4, null, 4.0)]
    [InlineData(5, null, null)]
    [InlineData(1, 7.0, 7.0)]
    [InlineData(3, 1.0, 2.0)]
    [InlineData(1, 301.0, null)]
    public void Retry_BacksOff_AndHonoursTheServer(int failures, double? retryAfter, double? expected) => Assert.Equal(
        expected,
        RecordRetry.WaitAfter(failures, new ProviderException(FailureClass.Transient, "rate_limited", "m", retryAfter is { } s ? TimeSpan.FromSeconds(s) : null))?.TotalSeconds);

    [Theory]
    [InlineData(FailureClass.Rejected, "refused", 1, false)]
    [InlineData(FailureClass.Schema, "unexpected_answer", 1, false)]
    [InlineData(FailureClass.Transient, "timeout", 1, true)]
    [InlineData(FailureClass.Transient, "timeout", 2, false)]
    public void Retry_OnlyWhatMayPass(FailureClass failure, string code, int failures, bool isTriedAgain) =>
        Assert.Equal(isTriedAgain, RecordRetry.WaitAfter(failures, new ProviderException(failure, code, "m")) is not null);

    [Fact]
    public void Price_IsRoundedUpOnce_AndEstimatesScale()
    {
        Assert.Equal(Money.FromMicros(900, "USD"), Rates.Price(100, 40));
        Assert.Equal(Money.FromMicros(1, "USD"), new TokenRates(1, 0, "USD").Price(1, 0));

        var estimate = PriceEstimate.Of([Made(100, 40), Made(200, 80), Made(0, 0)], 1_000, Rates)!;
        Assert.Equal((150_000, 60_000, Money.FromMicros(1_350_000, "USD")), (estimate.InputTokens, estimate.OutputTokens, estimate.Cost));
        Assert.Null(PriceEstimate.Of([Made(0, 0)], 10, Rates));
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("10.0.0.5", "8080", "http://other", "http://10.0.0.5:8080/")]
    [InlineData("https://models.example", null, null, "https://models.example/")]
    [InlineData(null, "8080", "https://models.example/v1/", "https://models.example/v1/")]
    public void BaseUrl_IsHostAndPort_ElseTheAddress(string? host, string? port, string? address, string? expected) =>
        Assert.Equal(expected, DataGenConstants.InferenceBaseUrl(host, port, address)?.AbsoluteUri);

    [Theory]
    [InlineData("h", "0", null)]
    [InlineData("h", "many", null)]
    [InlineData("a b", null, null)]
    [InlineData(null, null, "ftp://models.example")]
    [InlineData(null, null, "https://user:password@models.example")]
    public void BaseUrl_Wrong_IsRefused(string? host, string? port, string? address) =>
        Assert.Throws<FormatException>(() => DataGenConstants.InferenceBaseUrl(host, port, address));

    private static MadeRecord Made(long input, long output) => new(0, "{}", null, null, 1, TimeSpan.Zero, input, output);
}
