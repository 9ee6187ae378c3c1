using System.Net.Http.Json;
using Microsoft.Playwright;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Browser;

/// <summary>
/// Each page, light and dark, wide and narrow: nothing that axe finds against WCAG 2.2 A or AA, no sideways scroll, and nothing
/// in the browser's console.
/// </summary>
public sealed class AccessibilityTests(FurnishedSynter synter) : IClassFixture<FurnishedSynter>, IAsyncLifetime
{
    private readonly List<string> _found = [];

    private static string? s_signedIn;

    public async Task InitializeAsync()
    {
        if (s_signedIn is not null) return;
        s_signedIn = await SignInAsync(RunningSynter.AdminEmail);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Scene.Names), MemberType = typeof(Scene))]
    public Task Page_ShutsNobodyOut(string name) => LookAsync(Scene.Of(name), s_signedIn);

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in?problem=provider")]
    [InlineData("/sign-in/sent")]
    [InlineData("/sign-in/link?token=spent")]
    [InlineData("/sign-in/code")]
    [InlineData("/sign-up")]
    [InlineData("/forgot")]
    [InlineData("/staff/mail")]
    public Task WaysIn_ShutNobodyOut(string address) => LookAsync(new Scene(address, _ => address), signedIn: null);

    [Fact]
    public async Task Stopped_ShutsNobodyOut()
    {
        using var client = await synter.SignInAsync();
        using var stopped = await client.PostAsJsonAsync("/api/v1/stop", new { });
        await LookAsync(new Scene("stopped", _ => "/runs", page => page.GetByTestId("open-stop").ClickAsync()), s_signedIn);
        using var resumed = await client.PostAsJsonAsync("/api/v1/resume", new { word = ResumeChanges.Word });
        resumed.EnsureSuccessStatusCode();
    }

    /// <summary>A list that could not be read says so, with a way on.</summary>
    [Fact]
    public async Task UnreadList_ShutsNobodyOut()
    {
        await RenameAsync("audit_details", "audit_details_gone");
        try
        {
            await LookAsync(new Scene("unread", _ => "/audit", page => page.GetByTestId("error-panel").WaitForAsync()), s_signedIn);
        }
        finally
        {
            await RenameAsync("audit_details_gone", "audit_details");
        }
    }

    /// <summary>A customer's first day: lists with nothing in them.</summary>
    [Theory]
    [InlineData("/datasets")]
    [InlineData("/runs")]
    [InlineData("/review")]
    public async Task EmptyWorkspace_ShutsNobodyOut(string address)
    {
        using var admin = await synter.SignInElsewhereAsync();
        var me = await (await admin.GetAsync("/auth/me")).JsonAsync();
        await LookAsync(new Scene(address, _ => address), await SignInAsync(me["email"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("agent")]
    public async Task Viewer_IsToldWhoMay_AndNotShutOut(string address) => await LookAsync(
        new Scene(address, synter => address == "agent" ? $"/agents/{synter.Agent}/configure" : address), await SignInAsync(await synter.AddMemberAsync(Role.Viewer)));

    [Fact]
    public async Task RecoveryCodes_ShutNobodyOut() => await LookAsync(
        new Scene("recovery codes", _ => "/me/second-factor", async page =>
        {
            var app = new AuthenticatorApp((await page.GetByTestId("secret").TextContentAsync())!);
            await page.GetByTestId("code").FillAsync(app.Next());
            await page.GetByTestId("confirm").ClickAsync();
            await page.GetByTestId("recovery-codes").WaitForAsync();
        }),
        await SignInAsync(await synter.AddMemberAsync(Role.Viewer)));

    [Fact]
    public async Task CodeForm_OfASignInUnderWay_ShutsNobodyOut()
    {
        var email = await AddWithSecondFactorAsync();
        await LookAsync(
            new Scene("code", _ => "/sign-in", async page =>
            {
                await page.GetByTestId("email").FillAsync(email);
                await page.GetByTestId("password").FillAsync(RunningSynter.AdminPassword);
                await page.GetByTestId("sign-in").ClickAsync();
                await page.GetByTestId("code").FillAsync("oops");
                await page.GetByTestId("send-code").ClickAsync();
                await page.GetByTestId("door-error").WaitForAsync();
            }, IsRefused: true),
            signedIn: null);
    }

    [Fact]
    public async Task ResettingASecondFactor_ShutsNobodyOut()
    {
        var email = await AddWithSecondFactorAsync();
        await LookAsync(
            new Scene("reset", _ => $"/settings/members?search={email}", async page =>
            {
                await page.GetByTestId("reset-factor").ClickAsync();
                await page.GetByTestId("reset-confirmed").WaitForAsync();
            }),
            s_signedIn);
    }

    [Fact]
    public async Task Passkeys_WithOneInTheList_ShutNobodyOut()
    {
        var localhost = $"http://localhost:{synter.Address.Port}";
        await LookAsync(
            new Scene("passkeys", _ => "/me/passkeys", async page =>
            {
                await VirtualDevice.AttachAsync(page);
                await page.GetByTestId("new-passkey-name").FillAsync("Laptop");
                await page.GetByTestId("add-passkey").ClickAsync();
                await page.GetByTestId("passkey").WaitForAsync();
                await page.GetByTestId("passkey").Locator("summary").ClickAsync();
            }),
            await SignInAsync(await synter.AddMemberAsync(Role.Viewer), localhost),
            localhost);
    }

    private async Task RenameAsync(string table, string name)
    {
        await using var source = NpgsqlDataSource.Create(synter.ConnectionString);
        await using var command = source.CreateCommand($"ALTER TABLE {table} RENAME TO {name}");
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> AddWithSecondFactorAsync()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var client = await synter.SignInAsync(email);
        await AuthenticatorApp.SetUpAsync(client);
        return email;
    }

    private async Task<string> SignInAsync(string email, string? at = null)
    {
        await using var session = await BrowserSession.SignInAsync(synter, new() { BaseURL = at }, email);
        return await session.Page.Context.StorageStateAsync();
    }

    private async Task LookAsync(Scene scene, string? signedIn, string? at = null)
    {
        await using var session = await BrowserSession.OpenAsync(synter, new() { BaseURL = at, StorageState = signedIn, ReducedMotion = ReducedMotion.Reduce });
        try
        {
            if (scene.IsMissing) session.Expected.Add("404");
            if (scene.IsRefused) session.Expected.Add("401");
            var page = session.Page;
            await scene.ShowAsync(page, synter);

            foreach (var width in new[] { 1440, 375 })
            {
                await page.SetViewportSizeAsync(width, 900);
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
                _found.AddRange(from violation in await Axe.ViolationsAsync(page) select $"{width}, light: {violation}");
                await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
                _found.AddRange(from violation in await Axe.ColourViolationsAsync(page) select $"{width}, dark: {violation}");
            }

            foreach (var width in new[] { 375, 320 })
            {
                await page.SetViewportSizeAsync(width, 900);
                var beyond = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
                if (beyond > 0) _found.Add($"{width}: scrolls sideways by {beyond}");
            }
        }
        finally
        {
            // A session's cookie is renewed every ten minutes, and the old one used again would end the session.
            if (signedIn is not null && ReferenceEquals(signedIn, s_signedIn)) s_signedIn = await session.Page.Context.StorageStateAsync();
        }

        Assert.True(_found.Count == 0, string.Join('\n', _found));
    }
}
