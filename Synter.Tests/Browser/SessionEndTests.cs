using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Tests.Support;
using Synter.Web.Features.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>What is decided elsewhere holds on a page that stands open, which nobody reloads.</summary>
public sealed class SessionEndTests(SessionEndTests.CheckingOften synter) : IClassFixture<SessionEndTests.CheckingOften>
{
    [Fact]
    public async Task OpenPage_SessionEndsElsewhere_LeadsToSignIn()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        await session.Page.OpenAsync("/");
        using var other = await synter.SignInAsync();

        (await other.PostAsync("/auth/sessions/end-others", null)).EnsureSuccessStatusCode();

        await session.Page.ArriveAsync("/sign-in");
    }

    [Fact]
    public async Task OpenPage_RoleChanges_LosesAndGainsWhatItOffers()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        var page = session.Page;
        await page.OpenAsync("/");
        await Expect(page.GetByTestId("stop")).ToBeVisibleAsync();

        await ChangeRoleAsync(email, "viewer");
        await Expect(page.GetByTestId("stop")).ToHaveCountAsync(0);
        await Expect(page.Locator("nav a[href='/hire']")).ToHaveCountAsync(0);

        await ChangeRoleAsync(email, "admin");
        await Expect(page.GetByTestId("stop")).ToBeVisibleAsync();
        await page.Locator("nav a[href='/settings/members']").ClickAsync();
        await Expect(page.GetByTestId("member").First).ToBeVisibleAsync();

        await ChangeRoleAsync(email, "analyst");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your role does not open this page");
    }

    [Fact]
    public async Task OpenPage_MemberIsDeactivated_LeadsToSignIn()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        await session.Page.OpenAsync("/");
        using var admin = await synter.SignInAsync();

        using var done = await admin.PostAsync($"/api/v1/members/{await IdAsync(email)}/deactivate", null);
        done.EnsureSuccessStatusCode();

        await session.Page.ArriveAsync("/sign-in");
    }

    [Fact]
    public async Task OpenPage_PasswordIsSetAnew_LeadsToSignIn()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, email);
        await session.Page.OpenAsync("/");
        using var other = synter.Anonymous();
        (await other.PostAsJsonAsync("/auth/forgot-password", new { email })).Dispose();

        using var reset = await other.PostAsJsonAsync(
            "/auth/reset-password", new { token = await synter.TokenToAsync(email, MailKind.ResetPassword), password = "quite another way home" });
        reset.EnsureSuccessStatusCode();

        await session.Page.ArriveAsync("/sign-in");
    }

    private async Task ChangeRoleAsync(string email, string role)
    {
        using var admin = await synter.SignInAsync();
        using var done = await admin.PutAsJsonAsync($"/api/v1/members/{await IdAsync(email)}/role", new { role });
        done.EnsureSuccessStatusCode();
    }

    private async Task<UserId> IdAsync(string email)
    {
        using var member = await synter.SignInAsync(email);
        return (await member.ActorAsync()).User;
    }

    public sealed class CheckingOften : RunningSynter
    {
        protected override void Configure(IServiceCollection services) => services.AddSingleton(new SessionCheck(TimeSpan.FromMilliseconds(200)));
    }
}
