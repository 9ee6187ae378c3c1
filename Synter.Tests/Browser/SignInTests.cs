using System.Collections.Concurrent;
using Microsoft.Playwright;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

public sealed class SignInTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SignIn_LeadsToWhatWasAskedFor_WithOrWithoutScript(bool script)
    {
        await using var session = await BrowserSession.OpenAsync(synter, script: script);
        await session.Page.GotoAsync("/?from=here");
        await session.Page.ArriveAsync("/sign-in.*", script);

        await session.FillSignInAsync(RunningSynter.AdminEmail, RunningSynter.AdminPassword);

        await session.Page.ArriveAsync("/\\?from=here", script);
        await Expect(session.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignIn_WrongPassword_SaysSo_AndKeepsTheAddress()
    {
        await using var session = await BrowserSession.OpenAsync(synter);
        session.Expected.Add("401");
        await session.Page.GotoAsync("/sign-in");

        await session.FillSignInAsync("someone@example.com", "wrong password");

        await Expect(session.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("do not match");
        await Expect(session.Page.GetByLabel("E-mail")).ToHaveValueAsync("someone@example.com");
        await Expect(session.Page.GetByLabel("Password")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task SignIn_AsSignedInAlready_GoesOn()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);

        await session.Page.GotoAsync("/sign-in");

        await session.Page.ArriveAsync("/");
    }

    /// <summary>Each file that a page loads is named for what is in it, those that our scripts import too, so no page asks for one again.</summary>
    [Fact]
    public async Task FilesOfAPage_MayBeKeptForGood()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var files = new ConcurrentBag<IResponse>();
        session.Page.Response += (_, answer) =>
        {
            if (answer.Request.ResourceType is "script" or "stylesheet") files.Add(answer);
        };

        await session.Page.OpenAsync("/");

        Assert.Contains(files, file => file.Url.Contains("/js/announce", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Contains("immutable", file.Headers["cache-control"], StringComparison.Ordinal));
    }
}
