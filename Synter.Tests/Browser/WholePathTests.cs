using Microsoft.Playwright;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>The whole path through the house, as one person walks it on a fresh Synter.</summary>
public sealed class WholePathTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Fact]
    public async Task OnePerson_HiresAnAgent_ApprovesItsPost_AndFindsAllOfItInTheAudit()
    {
        await using var session = await BrowserSession.SignInAsync(synter);
        var page = session.Page;
        var nav = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" });

        // Hire the marketing agent and give it a name.
        await nav.GetByRole(AriaRole.Link, new() { Name = "Hire" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Hire Digital Marketing Agent" }).ClickAsync();
        await page.GetByLabel("Nickname").FillAsync("Asha");
        await page.GetByLabel("Teal").CheckAsync();
        await page.GetByTestId("continue").ClickAsync();

        // Configure it from its schema.
        await page.GetByLabel("Brand name").FillAsync("Sunrise Dental");
        await page.GetByLabel("Location").FillAsync("Kothrud, Pune");
        await page.GetByLabel("Offerings").FillAsync("Dental implants");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Primary language").SelectOptionAsync(new SelectOptionValue { Label = "English (India)" });
        await page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }).FillAsync("Kolkata");
        await page.GetByRole(AriaRole.Listbox, new() { Name = "Time zones" }).GetByRole(AriaRole.Option).First.ClickAsync();
        await page.GetByTestId("continue").ClickAsync();

        // Connect both platforms; the secrets go to the vault.
        foreach (var platform in new[] { "Facebook Page", "X" })
        {
            await page.GetByRole(AriaRole.Checkbox, new() { Name = platform, Exact = true }).CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = $"Connect another {platform}" }).ClickAsync();
            await page.GetByTestId("connect-identity").FillAsync("Sunrise Dental");
            await page.GetByTestId("connect-secret").First.FillAsync("EAAG-of-the-sandbox");
            await page.GetByTestId("connect").ClickAsync();
            await Expect(page.GetByTestId("connect-sheet")).ToBeHiddenAsync();
        }

        await page.GetByTestId("continue").ClickAsync();

        // Set its first goal and run it.
        await page.Locator("[data-template=daily_patient_education] input").CheckAsync();
        await page.GetByTestId("goal-save").ClickAsync();
        await page.GetByTestId("run-now").ClickAsync();
        await page.ArriveAsync("/runs/run_[0-9a-f]{32}");
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Wrote 2 drafts").First).ToBeVisibleAsync();

        // Review what it proposes: two drafts, one a platform. Approve one with two keys.
        await nav.GetByRole(AriaRole.Link, new() { Name = "Review" }).ClickAsync();
        await Expect(page.GetByTestId("queue-item")).ToHaveCountAsync(2);
        await page.GetByTestId("queue-item").First.GetByRole(AriaRole.Link).ClickAsync();
        var text = await page.GetByTestId("post-text").InnerTextAsync();
        await page.Keyboard.PressAsync("a");
        // Armed first: until then the yes, which nobody sees, answers.
        await Expect(page.GetByTestId("armed")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("confirm")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("y");
        await Expect(page.GetByTestId("undo")).ToBeVisibleAsync();
        Assert.True(await page.GetByTestId("undo").EvaluateAsync<bool>(StandsInItsPlace));
        await page.GetByTestId("send-now").ClickAsync();
        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "Executed");

        // The provider has it, word for word.
        await nav.GetByRole(AriaRole.Link, new() { Name = "Sandbox" }).ClickAsync();
        await Expect(page.GetByText(text.Split('\n')[0]).First).ToBeVisibleAsync();

        // And all of it is on record, in a chain that holds.
        await nav.GetByRole(AriaRole.Link, new() { Name = "Audit" }).ClickAsync();
        foreach (var entry in new[] { "Agent hired", "Credential stored", "Goal saved", "Proposal approved", "Effect executed" })
        {
            await Expect(page.GetByText(entry).Locator("visible=true").First).ToBeVisibleAsync();
        }

        await page.GetByRole(AriaRole.Button, new() { Name = "Verify chain" }).ClickAsync();
        using var client = await synter.SignInAsync();
        Assert.True((await (await client.GetAsync("/api/v1/audit/verify")).JsonAsync())["ok"]!.GetValue<bool>());
    }

    /// <summary>Whatever the proposal is called, and though a toast is still there.</summary>
    private const string StandsInItsPlace =
        """
        undo => {
          const [own, slot, title] = [undo, undo.closest('.slot'), undo.previousElementSibling].map(element => element.getBoundingClientRect());
          const top = document.elementFromPoint(title.x + 8, title.y + 8);
          return own.right <= slot.right && undo.previousElementSibling.contains(top);
        }
        """;
}
