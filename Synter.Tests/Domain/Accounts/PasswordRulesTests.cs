using Synter.Domain.Accounts;

namespace Synter.Tests.Domain.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("пароль из букв")]
    [InlineData("🔑🐎🔋🧷🥕🎻🧲🪁🧿🦄🚲🛶")]
    [InlineData("            x1y2")]
    public void Refuse_LongAndOwn_WillDo(string password) => Assert.Null(PasswordRules.Refuse(password, "ann@example.com"));

    [Theory]
    [InlineData("")]
    [InlineData("elevensigns")]
    [InlineData("🔑🐎🔋🧷🥕🎻")]
    public void Refuse_TooShort_SaysHowLong(string password) => Assert.Contains("12", PasswordRules.Refuse(password)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("Password123456!")]
    [InlineData("P@$$word1234")]
    [InlineData("qwertyuiop123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("123456789012")]
    [InlineData("abcabcabcabc")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("letmein123456")]
    [InlineData("correcthorsebatterystaple")]
    public void Refuse_TriedFirst(string password) => Assert.Contains("tried first", PasswordRules.Refuse(password)!, StringComparison.Ordinal);

    [Fact]
    public void Refuse_MadeOfTheAddress() => Assert.NotNull(PasswordRules.Refuse("ann@example.com1", "ann@example.com"));

    [Fact]
    public void Refuse_Endless() => Assert.NotNull(PasswordRules.Refuse(string.Concat(Enumerable.Range(0, 200).Select(i => (char)('a' + (i % 26)) + " "))));
}
