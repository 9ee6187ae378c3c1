using System.Net.Http.Json;
using Microsoft.Playwright;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Browser;

/// <summary>
/// Each page, wide and light, narrow and dark: nothing that axe finds against WCAG 2.2 A or AA, no sideways scroll, and nothing
/// in the browser's console.
/// </summary>
public sealed class AccessibilityTests(FurnishedSynter synter, AccessibilityTests.AdminsBrowser admins)
    : IClassFixture<FurnishedSynter>, IClassFixture<AccessibilityTests.AdminsBrowser>
{
    private readonly List<string> _found = [];

    [Theory]
    [MemberData(nameof(Scene.Names), MemberType = typeof(Scene))]
    public Task Page_ShutsNobodyOut(string name) => LookAsAdminAsync(Scene.Of(name));

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/sign-in?problem=provider")]
    [InlineData("/sign-in/sent")]
    [InlineData("/sign-in/link?token=spent")]
    [InlineData("/sign-in/code")]
    [InlineData("/sign-up")]
    [InlineData("/forgot")]
    [InlineData("/staff/mail")]
    public Task WaysIn_ShutNobodyOut(string address) => LookAsStrangerAsync(new Scene(address, _ => address));

    [Fact]
    public async Task Stopped_ShutsNobodyOut()
    {
        using var client = await synter.SignInAsync();
        using var stopped = await client.PostAsJsonAsync("/api/v1/stop", new { });
        await LookAsAdminAsync(new Scene("stopped", _ => "/runs", page => page.GetByTestId("open-stop").ClickAsync(), IsOfTheFrame: true));
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
            await LookAsAdminAsync(new Scene("unread", _ => "/audit", page => page.GetByTestId("error-panel").WaitForAsync()));
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
        await LookAsAsync(me["email"]!.GetValue<string>(), new Scene(address, _ => address));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("agent")]
    public async Task Viewer_IsToldWhoMay_AndNotShutOut(string address) => await LookAsAsync(
        await synter.AddMemberAsync(Role.Viewer), new Scene(address, synter => address == "agent" ? $"/agents/{synter.Agent}/configure" : address));

    [Fact]
    public async Task RecoveryCodes_ShutNobodyOut() => await LookAsAsync(
        await synter.AddMemberAsync(Role.Viewer),
        new Scene("recovery codes", _ => "/me/second-factor", async page =>
        {
            var app = new AuthenticatorApp((await page.GetByTestId("secret").TextContentAsync())!);
            await page.GetByTestId("code").FillAsync(app.Next());
            await page.GetByTestId("confirm").ClickAsync();
            await page.GetByTestId("recovery-codes").WaitForAsync();
        }));

    [Fact]
    public async Task CodeForm_OfASignInUnderWay_ShutsNobodyOut()
    {
        var email = await AddWithSecondFactorAsync();
        await LookAsStrangerAsync(
            new Scene("code", _ => "/sign-in", async page =>
            {
                await page.GetByTestId("email").FillAsync(email);
                await page.GetByTestId("password").FillAsync(RunningSynter.AdminPassword);
                await page.GetByTestId("sign-in").ClickAsync();
                await page.GetByTestId("code").FillAsync("oops");
                await page.GetByTestId("send-code").ClickAsync();
                await page.GetByTestId("door-error").WaitForAsync();
            }, IsRefused: true));
    }

    [Fact]
    public async Task ResettingASecondFactor_ShutsNobodyOut()
    {
        var email = await AddWithSecondFactorAsync();
        await LookAsAdminAsync(
            new Scene("reset", _ => $"/settings/members?search={email}", async page =>
            {
                await page.GetByTestId("reset-factor").ClickAsync();
                await page.GetByTestId("reset-confirmed").WaitForAsync();
            }));
    }

    [Fact]
    public async Task Passkeys_WithOneInTheList_ShutNobodyOut()
    {
        // Passkeys need a name: they do not work at a number.
        await LookAsAsync(
            await synter.AddMemberAsync(Role.Viewer),
            new Scene("passkeys", _ => "/me/passkeys", async page =>
            {
                await VirtualDevice.AttachAsync(page);
                await page.GetByTestId("new-passkey-name").FillAsync("Laptop");
                await page.GetByTestId("add-passkey").ClickAsync();
                await page.GetByTestId("passkey").WaitForAsync();
                await page.GetByTestId("passkey").Locator("summary").ClickAsync();
            }),
            at: $"http://localhost:{synter.Address.Port}");
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

    private async Task LookAsAdminAsync(Scene scene)
    {
        var from = admins.Shows;
        admins.Shows = null;
        await LookAsync(scene, await admins.GetAsync(synter), from);
        admins.Shows = scene;
    }

    private async Task LookAsStrangerAsync(Scene scene)
    {
        await using var session = await BrowserSession.OpenAsync(synter);
        await LookAsync(scene, session);
    }

    private async Task LookAsAsync(string email, Scene scene, string? at = null)
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email, at);
        await LookAsync(scene, session);
    }

    private async Task LookAsync(Scene scene, BrowserSession session, Scene? from = null)
    {
        if (scene.IsMissing) session.Expected.Add("404");
        if (scene.IsRefused) session.Expected.Add("401");
        var page = session.Page;
        await page.SetViewportSizeAsync(1440, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await scene.ShowAsync(page, synter, from);

        _found.AddRange(from violation in await Axe.ViolationsAsync(page) select $"1440, light: {violation}");
        // Whether colours are far enough apart is asked of the style sheet itself, in both schemes (ContrastTests).
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(375, 900);
        _found.AddRange(from violation in await Axe.ViolationsAsync(page) select $"375, dark: {violation}");

        await LookBesideAsync(page);
        await page.SetViewportSizeAsync(320, 900);
        await LookBesideAsync(page);

        Assert.True(_found.Count == 0, string.Join('\n', _found));
        session.Quiet();
    }

    private async Task LookBesideAsync(IPage page)
    {
        var (width, beyond) = (page.ViewportSize!.Width, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));
        if (beyond > 0) _found.Add($"{width}: scrolls sideways by {beyond}");
    }

    /// <summary>The admin's browser, kept from scene to scene: to begin one takes as long as to look at a page.</summary>
    public sealed class AdminsBrowser : IAsyncLifetime
    {
        private BrowserSession? _session;

        /// <summary>The scene it was left with, unless a test failed on it.</summary>
        public Scene? Shows { get; set; }

        public async Task<BrowserSession> GetAsync(RunningSynter synter)
        {
            if (_session is null)
            {
                _session = await BrowserSession.OpenSignedInAsync(synter);
                await Axe.LoadWithEachPageAsync(_session.Page);
                // What was typed for one scene is left behind.
                _session.Page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();
            }

            return _session;
        }

        public Task InitializeAsync() => Task.CompletedTask;

        public async Task DisposeAsync()
        {
            if (_session is null) return;
            // Each scene has looked at the console; what it says once Synter has gone is no matter.
            _session.Expected.Add("");
            await _session.DisposeAsync();
        }
    }
}
