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
        var cookie = (await session.Page.Context.CookiesAsync()).Single(c => c.Name == "sid");
        using var other = synter.Anonymous();
        other.DefaultRequestHeaders.Authorization = new("Bearer", cookie.Value);

        (await other.PostAsync("/auth/logout", null)).EnsureSuccessStatusCode();

        await session.Page.WaitForURLAsync("**/sign-in");
    }

    public sealed class CheckingOften : RunningSynter
    {
        protected override void Configure(IServiceCollection services) => services.AddSingleton(new SessionCheck(TimeSpan.FromMilliseconds(200)));
    }
}
