using Synter.Web.Components.Text;
using Xunit;

namespace Synter.Tests.Components.Text;

public sealed class HiddenCharactersTests
{
    [Theory]
    [InlineData("a\u202Eb", "a⟦U+202E⟧b")]
    [InlineData("a\u2066b\u2069", "a⟦U+2066⟧b⟦U+2069⟧")]
    [InlineData("pay\u200Bpal", "pay⟦U+200B⟧pal")]
    [InlineData("a\u200Db", "a⟦U+200D⟧b")]
    [InlineData("\uFEFFa", "⟦U+FEFF⟧a")]
    [InlineData("a\u00ADb", "a⟦U+00AD⟧b")]
    [InlineData("a\U000E0041b", "a⟦U+E0041⟧b")]
    [InlineData("a\u3164b", "a⟦U+3164⟧b")]
    [InlineData("a\u0007b", "a⟦U+0007⟧b")]
    public void Mark_Hidden_IsShown(string text, string shown) => Assert.Equal(shown, HiddenCharacters.Mark(text));

    [Theory]
    [InlineData("Plain text,\n\tin two lines.")]
    [InlineData("₹1,04,318.40 – naïve café")]
    [InlineData("दन्त चिकित्सा")]
    [InlineData("क्\u200Dष")]
    [InlineData("می\u200Cخواهم")]
    [InlineData("👩\u200D⚕️ dentist")]
    public void Mark_WhatIsSeen_StaysAsItIs(string text) => Assert.Equal(text, HiddenCharacters.Mark(text));
}
