using System.Net.Http.Json;
using Microsoft.Playwright;
using Synter.Domain.Mail;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>
/// A person comes, is let do more, and comes back by every door: the sign-up, sign-in and role lines of what Synter is accepted by
/// (seed 1 §8.2 and §10), in one walk.
/// </summary>
public sealed class AccountsJourneyTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    private const string Password = "a long way from home";

    [Fact]
    public async Task Newcomer_SignsUp_GainsARole_AndSignsInEveryWay()
    {
        var (email, goals) = (Mailbox.NewAddress(), await AgentWithAGoalAsync());
        await using var session = await BrowserSession.OpenAsync(synter);
        var page = session.Page;

        // Sign up: a link is asked for, and read in the outbox.
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByTestId("send-link").ClickAsync();
        await Expect(page.GetByTestId("sent")).ToBeVisibleAsync();
        await page.GotoAsync((await synter.LinkToAsync(email, MailKind.MagicLink)).ToString());
        await AtHomeAsync(page);

        // A viewer reads.
        await OpenAsync(page, goals);
        await Expect(page.GetByText("You may read goals. Analysts and admins may change and run them.")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("run-now")).ToHaveCountAsync(0);

        // An admin makes the newcomer an analyst; the open page follows, and the agent runs.
        await using var admin = await BrowserSession.SignInAsync(synter);
        await OpenAsync(admin.Page, "/settings/members");
        await admin.Page.GetByTestId("member").Filter(new() { HasText = email }).GetByTestId("role").SelectOptionAsync("Analyst");
        await page.GetByTestId("run-now").ClickAsync();
        await page.ArriveAsync("/runs/run_.*");
        await Expect(page.GetByTestId("status").First).ToHaveAttributeAsync("data-status", "Succeeded");

        // A password is set, and opens the door the next time.
        await page.GotoAsync("/me/password");
        await page.GetByLabel("New password").FillAsync(Password);
        await page.GetByTestId("change").ClickAsync();
        await Expect(page.GetByTestId("done")).ToBeVisibleAsync();
        await SignOutAsync(page);
        await session.FillSignInAsync(email, Password);
        await AtHomeAsync(page);

        // So does Google, which says that the address is the same person's.
        await SignOutAsync(page);
        await page.GetByTestId("continue-google").ClickAsync();
        await page.GetByLabel("E-mail").FillAsync(email);
        await page.GetByRole(AriaRole.Button, new() { Name = "Continue to Synter" }).ClickAsync();
        await AtHomeAsync(page);
        await OpenAsync(page, goals);
        await Expect(page.GetByTestId("run-now")).ToBeVisibleAsync();
    }

    /// <summary>The address of the goals of an agent that somebody else hired.</summary>
    private async Task<string> AgentWithAGoalAsync()
    {
        using var client = await synter.SignInAsync();
        var agent = await synter.HireMarketingAsync(client);
        using var saved = await client.PutAsJsonAsync($"/api/v1/hired-agents/{agent}/goals", new
        {
            goal_template_id = "daily_patient_education", frequency = "on_demand", settings = new { },
        });
        saved.EnsureSuccessStatusCode();
        return $"/agents/{agent}/goals";
    }

    private static Task AtHomeAsync(IPage page) => page.ArriveAsync("/");

    private static async Task OpenAsync(IPage page, string address)
    {
        await page.OpenAsync(address);
    }

    private static async Task SignOutAsync(IPage page)
    {
        await OpenAsync(page, "/");
        await page.GetByTestId("sign-out").ClickAsync();
        await page.ArriveAsync("/sign-in.*");
    }
}
