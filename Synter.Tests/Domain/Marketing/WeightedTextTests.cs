using Synter.Domain.Marketing;

namespace Synter.Tests.Domain.Marketing;

/// <summary>Cases of twitter-text's own conformance suite, and those that trip naive counting.</summary>
public class WeightedTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("Hello", 5)]
    [InlineData("Smile, Pune!\n", 13)]
    [InlineData("Gerät für Größe", 15)]
    [InlineData("नमस्ते", 6)]
    [InlineData("日本語", 6)]
    [InlineData("한국어", 6)]
    [InlineData("“quotes” and – dashes", 21)]
    [InlineData("an ellipsis…", 13)]
    [InlineData("₹500", 5)]
    public void Length_OfScripts_WeighsThemAsXDoes(string text, int length) => Assert.Equal(length, WeightedText.Length(text));

    [Theory]
    [InlineData("🦷", 2)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("👍🏽", 2)]
    [InlineData("🇮🇳", 2)]
    [InlineData("❤️", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("Hi 👋, all", 10)]
    public void Length_OfAnEmoji_IsTwoHoweverManyCodePoints(string text, int length) => Assert.Equal(length, WeightedText.Length(text));

    [Theory]
    [InlineData("https://sunrise.example/book", 23)]
    [InlineData("http://a.co", 23)]
    [InlineData("See https://sunrise.example/book?utm_source=x&utm_campaign=a-very-long-one-that-goes-on now", 31)]
    [InlineData("sunrise.com", 23)]
    [InlineData("Visit sunrise.com today", 35)]
    [InlineData("me@sunrise.com", 14)]
    [InlineData("one.two", 23)]
    [InlineData("3.5 mm", 6)]
    public void Length_OfALink_IsTwentyThree(string text, int length) => Assert.Equal(length, WeightedText.Length(text));

    [Fact]
    public void Length_OfADecomposedLetter_IsThatOfTheComposedOne() => Assert.Equal(1, WeightedText.Length("é"));
}
