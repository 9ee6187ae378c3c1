using System.Text.Json.Nodes;
using AngleSharp.Dom;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;
using Synter.Web.Components.Forms;
using Xunit;

namespace Synter.Tests.Components.Forms;

public sealed class SchemaFormTests
{
    private readonly FormState _form = new(FormSchemas.Clinic, FormSchemas.Complete);

    [Fact]
    public async Task Render_EveryControl_HasALabel()
    {
        _form.Set("/platforms", FormValues.FromTexts(["facebook", "x"]));

        var body = await RenderAsync();

        var ids = body.QuerySelectorAll("form :is(input, select, textarea)").Where(c => c.Closest("label") is null).Select(c => c.Id).ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.NotNull(body.QuerySelector($"label[for='{id}']")));
    }

    [Fact]
    public async Task Render_Widgets_FollowTheSchema()
    {
        var body = await RenderAsync();

        Assert.Equal("Sunrise Dental", body.QuerySelector("#field-brand")!.GetAttribute("value"));
        Assert.Equal("numeric", body.QuerySelector("#field-limits-length")!.GetAttribute("inputmode"));
        Assert.Equal("combobox", body.QuerySelector("#field-zone")!.GetAttribute("role"));
        Assert.Equal("textarea", body.QuerySelector("#field-notes")!.LocalName);
        Assert.Equal("Root canal", body.QuerySelector(".token")!.TextContent.Trim());
        Assert.Equal("Every post", body.QuerySelector("#field-policy")!.GetAttribute("value"));
        Assert.True(body.QuerySelector("#field-policy")!.HasAttribute("readonly"));
        Assert.Contains("characters", body.QuerySelector("label[for=field-limits-length]")!.TextContent);
        Assert.Contains("optional", body.QuerySelector("label[for=field-limits-length]")!.TextContent);
        Assert.DoesNotContain("optional", body.QuerySelector("label[for=field-brand]")!.TextContent);
    }

    [Fact]
    public async Task Render_Headings_AreTheGroups() =>
        Assert.Equal(["The clinic", "What it may write", "Where it posts"], (await RenderAsync()).QuerySelectorAll("form h2").Select(h => h.TextContent));

    [Fact]
    public async Task Render_Connections_AreThoseOfEnabledPlatforms()
    {
        var body = await RenderAsync();

        Assert.Equal(["X"], body.QuerySelectorAll(".cred label").Select(l => l.TextContent));
    }

    [Fact]
    public async Task Render_KnownConnection_IsOfferedByNameAndEndOnly()
    {
        var body = await RenderAsync(Credential("x", "@sunrise"), Credential("facebook", "The page"));

        var options = body.QuerySelectorAll("#field-connections-x option").Select(o => o.TextContent).ToList();
        Assert.Equal(["Choose a connection", "@sunrise · …81Kd"], options);
        Assert.Equal("Works", body.QuerySelector(".cred [data-testid=status]")!.GetAttribute("data-status"));
    }

    [Fact]
    public async Task Render_UnknownConnection_SaysItIsGone() =>
        Assert.Contains("A connection that is gone", (await RenderAsync()).QuerySelector("#field-connections-x")!.TextContent);

    [Fact]
    public async Task Render_ErrorShown_IsTiedToItsControl()
    {
        _form.Set("/brand", null);
        _form.Leave("/brand");

        var body = await RenderAsync();

        var input = body.QuerySelector("#field-brand")!;
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("field-brand-error field-brand-help", input.GetAttribute("aria-describedby"));
        Assert.StartsWith("Brand name is missing.", body.QuerySelector("#field-brand-error")!.TextContent);
    }

    [Fact]
    public async Task Render_Invalid_CannotBeSavedAndSaysWhy()
    {
        _form.Set("/limits/length", FormValues.FromNumber("320"));
        _form.Set("/notes", FormValues.FromText("Kind words."));

        var body = await RenderAsync();

        Assert.True(body.QuerySelector("[data-testid=save]")!.HasAttribute("disabled"));
        Assert.Equal("2 unsaved changes. 1 field to fix before you can save: Longest post", Words(body.QuerySelector("[data-testid=save-bar] [role=status]")!));
        Assert.Equal("1 thing left", body.QuerySelector("[data-testid=left-to-do] h3")!.TextContent);
    }

    [Fact]
    public async Task Render_ValidAndDirty_CanBeSaved()
    {
        _form.Set("/brand", FormValues.FromText("Sunset"));

        var body = await RenderAsync();

        Assert.False(body.QuerySelector("[data-testid=save]")!.HasAttribute("disabled"));
        Assert.Equal("ctrl+s", body.QuerySelector("[data-testid=save]")!.GetAttribute("data-keys"));
    }

    [Fact]
    public async Task Render_NothingTyped_HasNothingToSave()
    {
        var body = await RenderAsync();

        Assert.True(body.QuerySelector("[data-testid=save]")!.HasAttribute("disabled"));
        Assert.Equal("Nothing to save.", Words(body.QuerySelector("[data-testid=save-bar] [role=status]")!));
        Assert.Equal("Nothing left to do", body.QuerySelector("[data-testid=left-to-do] h3")!.TextContent);
    }

    private async Task<IElement> RenderAsync(params IReadOnlyList<CredentialSummary> credentials)
    {
        await using var page = new Rendering();
        return await page.OfAsync<SchemaForm>(
            ("State", _form), ("OnSave", (JsonObject _) => Task.FromResult<Refusal?>(null)), ("Credentials", credentials));
    }

    private static CredentialSummary Credential(string provider, string identity) => new(
        StrongId.Parse<CredentialRef>(FormSchemas.Credential), CredentialKind.Platform, provider, identity, "81Kd", ["access_token"], null,
        new CredentialTest(ProbeOutcome.Works, "It works.", ManualClock.Start), ManualClock.Start, ManualClock.Start, null);

    private static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
