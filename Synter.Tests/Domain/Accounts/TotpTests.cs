using System.Text;
using Synter.Domain.Accounts;

namespace Synter.Tests.Domain.Accounts;

public sealed class TotpTests
{
    private static readonly byte[] s_secret = Encoding.ASCII.GetBytes("12345678901234567890");
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);

    /// <summary>RFC 6238, appendix B, for SHA-1.</summary>
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void CodeAt_IsWhatTheRfcSays(long seconds, string code)
    {
        var step = Totp.Step(DateTimeOffset.FromUnixTimeSeconds(seconds));

        Assert.Equal(code, Totp.CodeAt(s_secret, step, digits: 8));
        Assert.Equal(code[2..], Totp.CodeAt(s_secret, step));
    }

    /// <summary>RFC 4226, appendix D: the same with counters, six digits.</summary>
    [Theory]
    [InlineData(0, "755224")]
    [InlineData(1, "287082")]
    [InlineData(7, "162583")]
    [InlineData(9, "520489")]
    public void CodeAt_OfACounter_IsWhatTheRfcSays(long counter, string code) => Assert.Equal(code, Totp.CodeAt(s_secret, counter));

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void StepOf_TakesAClockThatIsHalfAMinuteOff(int steps, bool isTaken)
    {
        var step = Totp.Step(s_now) + steps;

        Assert.Equal(isTaken ? step : null, Totp.StepOf(s_secret, Totp.CodeAt(s_secret, step), s_now, after: 0));
    }

    [Fact]
    public void StepOf_TakesNoStepTwice_NorAnEarlierOne()
    {
        var now = Totp.Step(s_now);

        Assert.Null(Totp.StepOf(s_secret, Totp.CodeAt(s_secret, now), s_now, after: now));
        Assert.Null(Totp.StepOf(s_secret, Totp.CodeAt(s_secret, now - 1), s_now, after: now));
        Assert.Equal(now + 1, Totp.StepOf(s_secret, Totp.CodeAt(s_secret, now + 1), s_now, after: now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00592")]
    [InlineData("0059240")]
    [InlineData("00592a")]
    [InlineData("٠٠٥٩٢٤")]
    [InlineData("-05924")]
    public void StepOf_WhatIsNoCode_IsNone(string typed) => Assert.Null(Totp.StepOf(s_secret, typed, s_now, after: 0));

    [Fact]
    public void Address_IsReadByApps() => Assert.Equal(
        "otpauth://totp/Synter:ann%2Btest%40example.com?secret=JBSWY3DP&issuer=Synter", Totp.Address("JBSWY3DP", "ann+test@example.com"));

    /// <summary>RFC 4648, section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_IsWhatTheRfcSays(string text, string written)
    {
        Assert.Equal(written, Base32.Write(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Read(written)));
    }

    [Fact]
    public void Base32_OtherLetters_AreRefused() => Assert.Throws<FormatException>(() => Base32.Read("MZXW1"));

    [Fact]
    public void RecoveryCodes_AreTenDifferentOnes_ReadHoweverTheyAreTyped()
    {
        var codes = RecoveryCodes.Make();

        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, code => Assert.Matches("^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$", code));
        var plain = RecoveryCodes.Read(codes[0]);
        Assert.Equal(12, plain!.Length);
        Assert.Equal(plain, RecoveryCodes.Read($" {codes[0].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)} "));
        Assert.Null(RecoveryCodes.Read(plain + "a"));
        Assert.Null(RecoveryCodes.Read("oooo-oooo-1111"));
    }
}
