using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

public sealed class SecondFactorTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SetUp_SignOut_SignInWithACode_ThenWithARecoveryCode(bool script)
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email, script: script);
        session.Expected.Add("401");
        var page = session.Page;
        await page.GotoAsync("/me/second-factor");
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code" })).ToBeVisibleAsync();
        var app = new AuthenticatorApp((await page.GetByTestId("secret").TextContentAsync())!);
        await page.GetByLabel("Code from the app").FillAsync(app.Next());
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.GetByTestId("recovery-codes").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        var recovery = (await page.GetByTestId("recovery-codes").GetByRole(AriaRole.Listitem).First.TextContentAsync())!.Trim();
        await page.GetByTestId("go-on").ClickAsync();

        if (script) await page.IsLiveAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GotoAsync("/runs");
        await session.FillSignInAsync(email, RunningSynter.AdminPassword);
        await Expect(page.GetByTestId("code-email")).ToHaveTextAsync(email);
        Assert.DoesNotContain(await page.Context.CookiesAsync(), cookie => cookie.Name == "sid");
        await page.GetByLabel("Code").FillAsync("000 000");
        await page.GetByTestId("send-code").ClickAsync();
        await Expect(page.GetByTestId("door-error")).ToBeVisibleAsync();
        await page.GetByLabel("Code").FillAsync(app.Next());
        await page.GetByTestId("send-code").ClickAsync();
        await page.ArriveAsync("/runs", script);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.GetByLabel("E-mail").WaitForAsync();
        await session.FillSignInAsync(email, RunningSynter.AdminPassword);
        await page.GetByLabel("Code").FillAsync(recovery);
        await page.GetByTestId("send-code").ClickAsync();
        await page.ArriveAsync("/", script);
        await page.GotoAsync("/me/second-factor");
        await Expect(page.GetByTestId("codes-left")).ToHaveTextAsync("9 of 10");
    }

    [Fact]
    public async Task FiveWrongCodes_AndTheSignInBeginsAnew()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using (var client = await synter.SignInAsync(email)) await AuthenticatorApp.SetUpAsync(client);
        await using var session = await BrowserSession.OpenAsync(synter);
        session.Expected.Add("401");
        var page = session.Page;
        await page.GotoAsync("/sign-in");
        await session.FillSignInAsync(email, RunningSynter.AdminPassword);
        for (var i = 0; i < 4; i++)
        {
            await page.GetByLabel("Code").FillAsync("wrong");
            await page.GetByTestId("send-code").ClickAsync();
            // The answer comes with an empty field.
            await Expect(page.GetByLabel("Code")).ToHaveValueAsync("");
        }

        await page.GetByLabel("Code").FillAsync("wrong");
        await page.GetByTestId("send-code").ClickAsync();
        await Expect(page.GetByTestId("lapsed")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in again" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task Admin_AsksForOne_AndIsLedToItFirst()
    {
        string admin;
        using (var elsewhere = await synter.SignInElsewhereAsync()) admin = (await elsewhere.ActorAsync()).User.ToString();
        var email = await EmailOfAsync(admin);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        var page = session.Page;
        await page.OpenAsync("/settings/sign-in");
        await page.GetByTestId("requires-second-factor").CheckAsync();
        await page.GetByTestId("save").ClickAsync();
        await Expect(page.GetByTestId("required")).ToBeVisibleAsync();
        await page.GotoAsync("/runs");
        await Expect(page.GetByTestId("required")).ToBeVisibleAsync();

        await page.GetByText("Type the key instead").ClickAsync();
        var app = new AuthenticatorApp((await page.GetByTestId("secret").TextContentAsync())!);
        await page.GetByLabel("Code from the app").FillAsync(app.Next());
        await page.GetByTestId("confirm").ClickAsync();
        await page.GetByTestId("go-on").ClickAsync();

        await page.ArriveAsync("/runs");
    }

    [Fact]
    public async Task Admin_ResetsAMembers()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using (var client = await synter.SignInAsync(email)) await AuthenticatorApp.SetUpAsync(client);
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync($"/settings/members?search={email}");
        await page.GetByTestId("reset-factor").ClickAsync();
        await page.GetByTestId("reset-confirmed").ClickAsync();

        await Expect(page.GetByTestId("reset-factor")).ToHaveCountAsync(0);
        using var again = await synter.SignInAsync(email);
    }

    private async Task<string> EmailOfAsync(string user)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(synter.ConnectionString);
        await using var command = source.CreateCommand("SELECT email FROM users WHERE id = $1");
        command.Parameters.AddWithValue(StrongId.Parse<UserId>(user).Value);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
