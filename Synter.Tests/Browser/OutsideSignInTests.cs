using System.Text.Json;
using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Tests.Support.Node;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>A real browser at a provider that is not ours.</summary>
public sealed class OutsideSignInTests(OutsideSignInTests.WithProviders synter) : IClassFixture<OutsideSignInTests.WithProviders>
{
    [Theory]
    [InlineData("google", "Continue with Google")]
    [InlineData("oidc", "Continue with Acme")]
    public async Task Provider_SignsANewPersonIn_AndTheSameOneAgain(string key, string button)
    {
        var email = Mailbox.NewAddress();
        await using var session = await BrowserSession.OpenAsync(synter);
        // The provider's own page wants a font that is not there.
        session.Expected.Add("127.0.0.1");
        session.Expected.Add("ERR_");
        var page = session.Page;
        await page.GotoAsync("/sign-in?returnUrl=/me");
        await page.GetByRole(AriaRole.Link, new() { Name = button }).ClickAsync();
        await AgreeAsync(page, email);

        await page.ArriveAsync("/me");
        await Expect(page.GetByTestId("linked-account")).ToContainTextAsync(email);

        // The provider remembers its person: this time it asks nothing.
        await page.IsLiveAsync();
        await page.Context.ClearCookiesAsync(new() { Name = "sid" });
        await page.GotoAsync("/sign-in");
        await page.GetByTestId($"continue-{key}").ClickAsync();
        await page.ArriveAsync("/");
    }

    [Fact]
    public async Task Unlinking_TakesItOffTheList_AndNeverTheLastWayIn()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        await using var session = await BrowserSession.OpenAsync(synter);
        session.Expected.Add("ERR_");
        session.Expected.Add("127.0.0.1");
        var page = session.Page;
        await page.GotoAsync("/sign-up");
        await page.GetByTestId("continue-oidc").ClickAsync();
        await AgreeAsync(page, email);
        await page.ArriveAsync("/");
        await page.OpenAsync("/me");
        await page.GetByTestId("unlink").ClickAsync();
        await Expect(page.GetByTestId("linked-account")).ToHaveCountAsync(0);

        await using var other = await BrowserSession.OpenAsync(synter);
        other.Expected.Add("ERR_");
        other.Expected.Add("127.0.0.1");
        await other.Page.GotoAsync("/sign-in");
        await other.Page.GetByTestId("continue-oidc").ClickAsync();
        await AgreeAsync(other.Page, Mailbox.NewAddress());
        await other.Page.ArriveAsync("/");
        await other.Page.OpenAsync("/me");
        await other.Page.GetByTestId("unlink").ClickAsync();
        await Expect(other.Page.GetByTestId("linked-problem")).ToContainTextAsync("only way");
    }

    [Fact]
    public async Task Connected_OfAnotherAddress_SignsTheSamePersonIn()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        session.Expected.Add("ERR_");
        session.Expected.Add("127.0.0.1");
        var page = session.Page;
        await page.OpenAsync("/me");
        await page.GetByTestId("connect-oidc").ClickAsync();
        var address = Mailbox.NewAddress();
        await AgreeAsync(page, address);

        await Expect(page.GetByTestId("connected")).ToContainTextAsync("Acme signs you in");
        await Expect(page.GetByTestId("linked-account")).ToContainTextAsync(address);
        await page.IsLiveAsync();
        await page.Context.ClearCookiesAsync(new() { Name = "sid" });
        await page.GotoAsync("/sign-in?returnUrl=/me");
        await page.GetByTestId("continue-oidc").ClickAsync();
        await Expect(page.GetByText(email)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task AddressNotConfirmed_LeadsBack_AndSaysWhy()
    {
        await using var session = await BrowserSession.OpenAsync(synter);
        session.Expected.Add("ERR_");
        session.Expected.Add("127.0.0.1");
        await session.Page.GotoAsync("/sign-in");
        await session.Page.GetByTestId("continue-oidc").ClickAsync();
        await AgreeAsync(session.Page, "unconfirmed-" + Mailbox.NewAddress());

        await Expect(session.Page.GetByTestId("outside-problem")).ToContainTextAsync("not confirmed");
    }

    private static async Task AgreeAsync(IPage page, string email)
    {
        await page.Locator("input[name=login]").FillAsync(email);
        await page.Locator("input[name=password]").FillAsync("any");
        await page.Locator("button[type=submit]").ClickAsync();
        await page.Locator("input[name=prompt][value=consent]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.Locator("button[type=submit]").ClickAsync();
    }

    /// <summary>One provider as Google is, which says the address in its token, and one that must be asked for it.</summary>
    public sealed class WithProviders : RunningSynter
    {
        private const string Secret = "a secret between us";

        private NodeProgram _google = null!;
        private NodeProgram _acme = null!;
        private string _googlePort = "";
        private string _acmePort = "";

        protected override IEnumerable<string> Settings =>
        [
            "--GOOGLE_CLIENT_ID=synter", $"--GOOGLE_CLIENT_SECRET={Secret}", $"--GOOGLE_ISSUER=http://127.0.0.1:{_googlePort}",
            $"--SYNTER_OIDC_ISSUER=http://127.0.0.1:{_acmePort}", "--SYNTER_OIDC_CLIENT_ID=synter", $"--SYNTER_OIDC_CLIENT_SECRET={Secret}", "--SYNTER_OIDC_NAME=Acme",
        ];

        public override async Task InitializeAsync()
        {
            (_google, _acme) = (await NodeProgram.StartAsync("identity-provider.mjs"), await NodeProgram.StartAsync("identity-provider.mjs"));
            (_googlePort, _acmePort) = (await _google.ReadLineAsync(), await _acme.ReadLineAsync());
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await _google.DisposeAsync();
            await _acme.DisposeAsync();
        }

        protected override async Task FurnishAsync()
        {
            await ServeAsync(_google, "google", "RS256", tokenSaysAll: true);
            await ServeAsync(_acme, "oidc", "ES256", tokenSaysAll: false);
        }

        private async Task ServeAsync(NodeProgram provider, string key, string alg, bool tokenSaysAll)
        {
            await provider.WriteLineAsync(JsonSerializer.Serialize(new { redirectUri = new Uri(Address, $"/auth/{key}/callback").ToString(), secret = Secret, alg, tokenSaysAll }));
            Assert.Equal("ready", await provider.ReadLineAsync());
        }
    }
}
