using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

public sealed class WaysInTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    private const string Password = "a long way from home";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Link_ReadInTheOutbox_SignsInTheBrowserThatAsked(bool script)
    {
        var email = Mailbox.NewAddress();
        await using var session = await BrowserSession.OpenAsync(synter, script: script);
        await session.Page.GotoAsync("/sign-in");
        await session.Page.GetByLabel("E-mail").FillAsync(email);
        await session.Page.GetByTestId("send-link").ClickAsync();
        await Expect(session.Page.GetByTestId("sent")).ToBeVisibleAsync();

        await session.Page.GetByTestId("open-outbox").ClickAsync();
        var link = await session.Page.GetByTestId("mail").Filter(new() { HasText = email }).GetByRole(AriaRole.Link, new() { Name = "Sign in to Synter", IncludeHidden = true }).First.GetAttributeAsync("href");
        await session.Page.GotoAsync(link!);

        await session.Page.ArriveAsync("/", script);
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Link_InAnotherBrowser_AsksFirst()
    {
        var email = Mailbox.NewAddress();
        await using var asker = await BrowserSession.OpenAsync(synter);
        await asker.Page.GotoAsync("/sign-in");
        await asker.Page.GetByLabel("E-mail").FillAsync(email);
        await asker.Page.GetByTestId("send-link").ClickAsync();
        await Expect(asker.Page.GetByTestId("sent")).ToBeVisibleAsync();
        await using var other = await BrowserSession.OpenAsync(synter);

        await other.Page.GotoAsync((await synter.LinkToAsync(email, MailKind.MagicLink)).ToString());
        await Expect(other.Page.GetByTestId("link-email")).ToHaveTextAsync(email);
        await other.Page.GetByTestId("use-link").ClickAsync();

        await other.Page.ArriveAsync("/");
    }

    [Fact]
    public async Task Practice_TriesTheGoogleButton_OnAFreshMachine()
    {
        await using var session = await BrowserSession.OpenAsync(synter);
        var page = session.Page;
        await page.GotoAsync("/sign-in?returnUrl=/runs");
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue with Google (practice)" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Practice sign-in");
        Assert.Empty(await Axe.ViolationsAsync(page));
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await Expect(page.GetByTestId("outside-problem")).ToContainTextAsync("turned back");

        await page.GetByTestId("continue-google").ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(Mailbox.NewAddress());
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to Synter" }).ClickAsync();

        await page.ArriveAsync("/");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignUp_ThenForgetting_ThenSigningIn()
    {
        var email = Mailbox.NewAddress();
        await using var session = await BrowserSession.OpenAsync(synter);
        var page = session.Page;
        await page.GotoAsync("/sign-up");
        await page.GetByLabel("Name").FillAsync("Ann");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByLabel("Password").FillAsync("short");
        await Expect(page.Locator("#strength")).ToHaveTextAsync("7 more");
        await page.GetByLabel("Password").FillAsync(Password);
        await Expect(page.Locator("#strength")).ToHaveTextAsync("Strong.");
        await page.GetByTestId("sign-up").ClickAsync();
        await Expect(page.GetByTestId("sent")).ToBeVisibleAsync();
        await page.GotoAsync((await synter.LinkToAsync(email, MailKind.ConfirmSignUp)).ToString());
        await page.GetByTestId("confirm").ClickAsync();
        await page.ArriveAsync("/");

        await using var later = await BrowserSession.OpenAsync(synter);
        page = later.Page;
        await page.GotoAsync("/sign-in");
        await page.GetByRole(AriaRole.Link, new() { Name = "Forgotten?" }).ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByTestId("forgot").ClickAsync();
        await Expect(page.GetByTestId("sent")).ToBeVisibleAsync();
        await page.GotoAsync((await synter.LinkToAsync(email, MailKind.ResetPassword)).ToString());
        await page.GetByLabel("New password").FillAsync("quite another way home");
        await page.GetByTestId("set-password").ClickAsync();
        await Expect(page.GetByTestId("note")).ToBeVisibleAsync();
        await later.FillSignInAsync(email, "quite another way home");

        await page.ArriveAsync("/");
    }

    [Fact]
    public async Task ChangeEmail_TellsBoth_AndHoldsOnceConfirmed()
    {
        var before = await synter.AddMemberAsync(Role.Analyst);
        var after = Mailbox.NewAddress();
        await using var session = await BrowserSession.OpenSignedInAsync(synter, before);
        var page = session.Page;
        await page.GotoAsync("/me/email");
        await page.GetByLabel("New e-mail").FillAsync(after);
        await page.GetByLabel("Password").FillAsync(RunningSynter.AdminPassword);
        await page.GetByTestId("change").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();

        await page.GotoAsync((await synter.LinkToAsync(after, MailKind.ConfirmEmail)).ToString());
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("note")).ToBeVisibleAsync();

        using var signedIn = await synter.SignInAsync(after);
        Assert.Contains(await synter.MailToAsync(before), mail => mail.Kind == MailKind.EmailChanging);
        foreach (var address in new[] { before, after }) Assert.Contains(await synter.MailToAsync(address), mail => mail.Kind == MailKind.EmailChanged);
    }

    [Fact]
    public async Task ChangePassword_EndsTheOthers_NotThisOne()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var other = await synter.SignInAsync(email);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        session.Expected.Add("401");
        var page = session.Page;
        await page.GotoAsync("/me/password");
        await page.GetByLabel("Password now").FillAsync("not this one");
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByTestId("change").ClickAsync();
        await Expect(page.GetByTestId("door-error")).ToBeVisibleAsync();
        await page.GetByLabel("Password now").FillAsync(RunningSynter.AdminPassword);
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByTestId("change").ClickAsync();

        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        await page.GotoAsync("/runs");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Runs");
        await Eventually.TrueAsync(async () => !(await other.GetAsync("/auth/me")).IsSuccessStatusCode, "the other session ended");
    }

    [Fact]
    public async Task Admin_ClosesTheDoor_AndIsToldWhatIsNoDomain()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Admin));
        var page = session.Page;
        await page.OpenAsync("/settings/sign-in");
        await page.GetByTestId("domains").FillAsync("example");
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("no domain");
        await page.IsLiveAsync();
        await page.GetByTestId("domains").FillAsync("example.com");
        await page.GetByTestId("save").ClickAsync();

        await Expect(page.GetByTestId("saved")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("domains")).ToHaveValueAsync("example.com");
    }
}
