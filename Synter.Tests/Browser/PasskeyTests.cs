using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>Passkeys in a real browser, made and answered by Chromium's virtual authenticator.</summary>
public sealed class PasskeyTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    private string Localhost => $"http://localhost:{synter.Address.Port}";

    [Fact]
    public async Task Added_Named_SignsIn_AndRemoved_NoLonger()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using var session = await SignInAsync(email);
        var page = session.Page;
        await VirtualDevice.AttachAsync(page);
        await AddAsync(page, "Laptop");
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Kind == MailKind.WaysInChanged);
        await page.GetByText("Rename").First.ClickAsync();
        await page.GetByTestId("passkey-name").FillAsync("Work laptop");
        await page.GetByTestId("rename-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToContainTextAsync("Work laptop");

        // A browser whose fields offer no passkeys: the button is all there is.
        await page.AddInitScriptAsync("PublicKeyCredential.isConditionalMediationAvailable = async () => false");
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByTestId("use-passkey").ClickAsync();
        await page.ArriveAsync("/");
        Assert.Contains(await page.Context.CookiesAsync(), cookie => cookie.Name == "sid");
        await page.IsLiveAsync();

        using var other = await synter.SignInAsync(email);
        await page.GotoAsync("/me/passkeys");
        await Expect(page.GetByTestId("what-ends")).ToHaveTextAsync("Removing one signs out your other sessions.");
        await page.GetByTestId("remove-passkey").ClickAsync();
        await Expect(page.GetByTestId("done")).ToContainTextAsync("your other sessions are signed out");
        using (var ended = await other.GetAsync("/auth/me")) Assert.Equal(System.Net.HttpStatusCode.Unauthorized, ended.StatusCode);
        await page.Context.ClearCookiesAsync();
        session.Expected.Add("401");
        await page.GotoAsync("/sign-in");
        await page.GetByTestId("use-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey-problem")).ToContainTextAsync("did not work");
    }

    [Fact]
    public async Task TheFieldOffersIt_WithNoButton_AndNoCodeIsAskedFor()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        await using var session = await SignInAsync(email);
        var page = session.Page;
        await VirtualDevice.AttachAsync(page);
        await AddAsync(page, "Phone");
        using (var client = await synter.SignInAsync(email)) await AuthenticatorApp.SetUpAsync(client);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in?returnUrl=/runs");

        await page.ArriveAsync("/runs");
    }

    [Fact]
    public async Task Answer_IsTakenOnce()
    {
        await using var session = await SignInAsync(await synter.AddMemberAsync(Role.Viewer));
        var page = session.Page;
        session.Expected.Add("401");
        await VirtualDevice.AttachAsync(page);
        await AddAsync(page, "Phone");
        var statuses = await page.EvaluateAsync<int[]>("""
            async () => {
              const asked = await fetch('/auth/passkey/options', { method: 'POST' });
              const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await asked.json());
              const credential = (await navigator.credentials.get({ publicKey })).toJSON();
              const send = credential => fetch('/auth/passkey', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ credential }) }).then(a => a.status);
              const altered = structuredClone(credential);
              altered.response.signature = altered.response.signature.slice(0, -4) + 'AAAA';
              return [await send(altered), await send({}), await send(credential), await send(credential)];
            }
            """);

        Assert.Equal([401, 401, 200, 401], statuses);
    }

    [Fact]
    public async Task WorkspaceThatAsksForTwoFactors_TakesAPasskeyForBoth()
    {
        string email;
        using (var elsewhere = await synter.SignInElsewhereAsync()) email = (await (await elsewhere.GetAsync("/auth/me")).JsonAsync())["email"]!.GetValue<string>();
        await using var session = await SignInAsync(email);
        var page = session.Page;
        var device = await VirtualDevice.AttachAsync(page);
        await AddAsync(page, "Phone");
        await page.OpenAsync("/settings/sign-in");
        await page.GetByTestId("requires-second-factor").CheckAsync();
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("show-factor")).ToBeVisibleAsync();
        // The session of before is by password alone: the passkey that its owner has carries it on.
        await page.GetByTestId("show-it").ClickAsync();
        await page.ArriveAsync("/settings/sign-in.*");
        await Expect(page.GetByTestId("requires-second-factor")).ToBeCheckedAsync();
        // Else its circuit would begin without the cookies that are cleared next, and complain.
        await page.IsLiveAsync();

        // By password alone nobody gets to set up another factor past the passkey.
        await device.PresenceAsync(false);
        await page.Context.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await session.FillSignInAsync(email, RunningSynter.AdminPassword);
        await Expect(page.GetByTestId("passkey-only")).ToBeVisibleAsync();
        await device.PresenceAsync(true);
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with the passkey" }).ClickAsync();

        await page.ArriveAsync("/");
    }

    [Fact]
    public async Task AtANumber_ThePageLeadsToTheName()
    {
        await using var session = await BrowserSession.OpenAsync(synter);
        await session.Page.GotoAsync("/sign-in?returnUrl=/runs");
        await session.Page.GetByTestId("passkey-by-name").ClickAsync();

        await Expect(session.Page).ToHaveURLAsync($"{Localhost}/sign-in?returnUrl=/runs");
        await Expect(session.Page.GetByTestId("use-passkey")).ToBeVisibleAsync();
    }

    private async Task<BrowserSession> SignInAsync(string email) => await BrowserSession.OpenSignedInAsync(synter, email, Localhost);

    private static async Task AddAsync(IPage page, string name)
    {
        await page.GotoAsync("/me/passkeys");
        await page.GetByTestId("new-passkey-name").FillAsync(name);
        await page.GetByTestId("add-passkey").ClickAsync();
        await Expect(page.GetByTestId("passkey")).ToContainTextAsync(name);
    }
}
