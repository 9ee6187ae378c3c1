using AngleSharp.Dom;
using Synter.Web.Components.Text;
using Xunit;

namespace Synter.Tests.Components.Text;

public sealed class SafeMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("text <b onmouseover=alert(1)>bold</b>")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>")]
    [InlineData("<style>body{display:none}</style>")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt:alert(1))")]
    [InlineData("[x](java&#115;cript:alert(1))")]
    [InlineData("[x](java\tscript:alert(1))")]
    [InlineData("[x](<java\nscript:alert(1)>)")]
    [InlineData("[x](&#x6A;avascript:alert(1))")]
    [InlineData("[x](\\javascript:alert(1))")]
    [InlineData("[x](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[x](vbscript:msgbox(1))")]
    [InlineData("[x](file:///etc/passwd)")]
    [InlineData("[x](blob:https://a/b)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("[x](/agents)")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![x](https://evil.example/pixel.gif)")]
    [InlineData("![x](javascript:alert(1))")]
    [InlineData("[![x](https://evil.example/p.gif)](javascript:alert(1))")]
    [InlineData("[x](https://ok.example){onclick=alert(1)}")]
    [InlineData("# head {onclick=alert(1)}")]
    [InlineData("[x](https://ok.example \"a\\\" onclick=\\\"alert(1)\")")]
    [InlineData("`<script>alert(1)</script>`")]
    [InlineData("```html\n<script>alert(1)</script>\n```")]
    [InlineData("| a |\n|---|\n| <script>alert(1)</script> |")]
    public async Task ToHtml_Hostile_LeavesNothingThatActs(string markdown)
    {
        await using var page = new Rendering();

        var body = await page.OfAsync<MarkdownView>(("Text", markdown));

        Assert.Empty(body.QuerySelectorAll("script, iframe, img, style, svg, object, embed, form, input, button, link, meta, base"));
        Assert.All(body.QuerySelectorAll("*"), Harmless);
    }

    private static void Harmless(IElement element)
    {
        Assert.DoesNotContain(element.Attributes, a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || a.Name == "style");
        if (element.GetAttribute("href") is { } href)
        {
            Assert.Contains(new Uri(href).Scheme, (string[])["http", "https", "mailto"]);
            Assert.Contains("noopener", element.GetAttribute("rel"));
        }
    }

    [Theory]
    [InlineData("[Book](https://sunrise.example/book)", "https://sunrise.example/book")]
    [InlineData("[Mail](mailto:hello@sunrise.example)", "mailto:hello@sunrise.example")]
    [InlineData("https://sunrise.example", "https://sunrise.example")]
    [InlineData("<hello@sunrise.example>", "mailto:hello@sunrise.example")]
    public void ToHtml_OrdinaryLink_Stays(string markdown, string href) =>
        Assert.Contains($"href=\"{href}\"", SafeMarkdown.ToHtml(markdown), StringComparison.Ordinal);

    [Fact]
    public void ToHtml_RefusedLink_KeepsItsWordsAndShowsItsAddress()
    {
        var html = SafeMarkdown.ToHtml("[Click **here**](javascript:alert(1))");

        Assert.Contains("Click <strong>here</strong>", html, StringComparison.Ordinal);
        Assert.Contains("(javascript:alert(1))", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_Headings_StandBelowThePagesOwn()
    {
        var html = SafeMarkdown.ToHtml("# One\n\n##### Five");

        Assert.Contains("<h3", html, StringComparison.Ordinal);
        Assert.Contains("<h6", html, StringComparison.Ordinal);
    }

    [Fact]
    public void ToHtml_HiddenCharacter_IsMarked() =>
        Assert.Contains("⟦U+202E⟧", SafeMarkdown.ToHtml("pay \u202E001 rupees"), StringComparison.Ordinal);
}
