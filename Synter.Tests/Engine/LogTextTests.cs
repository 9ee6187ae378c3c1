using FsCheck;
using FsCheck.Fluent;
using Synter.Infrastructure.Agents.Runs.Work;

namespace Synter.Tests.Engine;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tand a NUL\0", "two lines and a NUL ")]
    [InlineData("whole \ud83d\ude00 pair", "whole \ud83d\ude00 pair")]
    public void Clean_KeepsOneLineThatADatabaseCanHold(string text, string clean) => Assert.Equal(clean, LogText.Clean(text, 100));

    // Not by InlineData: the runner itself would not keep half a pair.
    [Fact]
    public void Clean_OfHalfASurrogatePair_IsTheReplacementCharacter() => Assert.Equal("half \ufffd a pair", LogText.Clean("half \ud83d a pair", 100));

    [Fact]
    public void Clean_OfTooMuch_IsCutAndSaysSo() => Assert.Equal("abcd…", LogText.Clean("abcdefgh", 5));

    [Fact]
    public void Clean_OfAnything_FitsAndIsValid() => Prop.ForAll<NonNull<string>, PositiveInt>((text, longest) =>
    {
        var clean = LogText.Clean(text.Get, longest.Get + 1);
        return clean.Length <= longest.Get + 1 && !clean.Any(char.IsControl) && clean.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == clean.Length;
    }).QuickCheckThrowOnFailure();
}
