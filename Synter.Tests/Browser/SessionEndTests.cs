using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synter.Tests.Support;
using Synter.Web.Features.Accounts;

namespace Synter.Tests.Browser;

public sealed class SessionEndTests(SessionEndTests.CheckingOften synter) : IClassFixture<SessionEndTests.CheckingOften>
{
    [Fact]
    public async Task OpenPage_SessionEndsElsewhere_LeadsToSignIn()
    {
        await using var session = await BrowserSession.SignInAsync(synter);
        await session.Page.WaitForFunctionAsync("() => document.querySelector('main') !== null");
        using var other = await synter.SignInAsync();

        (await other.PostAsync("/auth/sessions/end-others", null)).EnsureSuccessStatusCode();

        await session.Page.WaitForURLAsync("**/sign-in");
    }

    public sealed class CheckingOften : RunningSynter
    {
        protected override void Configure(IServiceCollection services) => services.AddSingleton(new SessionCheck(TimeSpan.FromMilliseconds(200)));
    }
}
