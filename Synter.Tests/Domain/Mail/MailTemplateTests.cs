using Synter.Domain.Mail;

namespace Synter.Tests.Domain.Mail;

public sealed class MailTemplateTests
{
    public static TheoryData<MailKind> Kinds => [.. Enum.GetValues<MailKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Template_OfEachOccasion_FillsBothParts(MailKind kind)
    {
        var template = MailTemplates.Of(kind);

        var text = template.Fill(template.Names.ToDictionary(name => name, name => name.EndsWith("link", StringComparison.Ordinal) ? $"https://synter.example/{name}" : name));

        Assert.DoesNotContain("{{", text.Subject + text.Markdown + text.Plain, StringComparison.Ordinal);
        Assert.DoesNotContain("](", text.Plain, StringComparison.Ordinal);
        Assert.All(template.Names.Where(name => name.EndsWith("link", StringComparison.Ordinal)), name => Assert.Contains($"https://synter.example/{name}", text.Plain, StringComparison.Ordinal));
    }

    [Fact]
    public void MagicLink_HasTheSubjectPeopleKnow() =>
        Assert.Equal("Sign in to Synter — Click to continue", MailTemplates.Of(MailKind.MagicLink).Fill(new Dictionary<string, string> { ["link"] = "https://synter.example/" }).Subject);

    [Fact]
    public void Fill_TextWithMarkdownInIt_StaysText()
    {
        var text = MailTemplate.Parse("Subject: {{name}}\n\nHello {{name}}").Fill(Name("[click](https://evil.example) **now** <b>"));

        Assert.Equal(@"Hello \[click\]\(https\: \/\/evil\.example\) \*\*now\*\* \<b\>", text.Markdown);
        Assert.DoesNotContain("https://", text.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_LineBreakInASubject_BeginsNoHeader() =>
        Assert.Equal("Ann  Bcc: all@example.com", MailTemplate.Parse("Subject: {{name}}\n\nx").Fill(Name("Ann\r\nBcc: all@example.com")).Subject);

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/relative")]
    [InlineData("")]
    public void Fill_LinkThatIsNoAddress_IsRefused(string link) =>
        Assert.Throws<FormatException>(() => MailTemplate.Parse("Subject: x\n\n[go]({{link}})").Fill(new Dictionary<string, string> { ["link"] = link }));

    [Fact]
    public void Fill_WithoutAValue_SaysWhich() => Assert.Throws<KeyNotFoundException>(() => MailTemplate.Parse("Subject: x\n\n{{name}}").Fill(new Dictionary<string, string>()));

    [Theory]
    [InlineData("Hello")]
    [InlineData("Subject: only")]
    public void Parse_NoSubjectAndBody_IsRefused(string text) => Assert.Throws<FormatException>(() => MailTemplate.Parse(text));

    private static Dictionary<string, string> Name(string name) => new() { ["name"] = name };
}
