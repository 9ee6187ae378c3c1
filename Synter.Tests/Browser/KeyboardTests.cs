using Microsoft.Playwright;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>From the front door to a running goal without a mouse: every stop can be seen, and nothing takes the focus away.</summary>
public sealed class KeyboardTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    private const int MostStops = 80;

    [Fact]
    public async Task HireToGoal_ByKeysAlone()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync("/");

        // Past the navigation.
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Skip to the page" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();

        // The palette opens anywhere, gives the focus back, and leads on.
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette input")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Main)).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("hire");
        await Expect(page.Locator("#palette-hits a").First).ToContainTextAsync("Hire");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Hire an agent" })).ToBeFocusedAsync();

        await GoAsync(page, page.GetByRole(AriaRole.Link, new() { Name = "Hire Digital Marketing Agent" }), "Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await TypeAsync(page, page.GetByLabel("Nickname"), "Asha");
        await GoAsync(page, page.GetByRole(AriaRole.Radio).First, "Space");
        await GoAsync(page, page.GetByTestId("continue"), "Enter");

        // What is missing is said, and the focus is where to mend it.
        await Expect(page.GetByLabel("Brand name")).ToBeVisibleAsync();
        await GoAsync(page, page.GetByTestId("continue"), "Enter");
        await Expect(page.GetByLabel("Brand name")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Sunrise Dental");
        await TypeAsync(page, page.GetByLabel("Location"), "Kothrud, Pune");
        await TypeAsync(page, page.GetByLabel("Offerings"), "Dental implants");
        await page.Keyboard.PressAsync("Enter");
        await TypeAsync(page, page.GetByLabel("Primary language"), "English (India)");
        await TypeAsync(page, page.GetByRole(AriaRole.Combobox, new() { Name = "Time zone" }), "Kolkata");
        await Expect(page.GetByRole(AriaRole.Listbox, new() { Name = "Time zones" }).GetByRole(AriaRole.Option).First).ToContainTextAsync("Kolkata");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await GoAsync(page, page.GetByTestId("continue"), "Enter");

        // A sheet takes the focus, keeps it, and gives it back.
        await GoAsync(page, page.GetByRole(AriaRole.Checkbox, new() { Name = "X", Exact = true }), "Space");
        var connect = page.GetByRole(AriaRole.Button, new() { Name = "Connect another X" });
        await GoAsync(page, connect, "Enter");
        await Expect(page.GetByTestId("connect-sheet").Locator(":focus")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(connect).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("connect-sheet").Locator(":focus")).ToHaveCountAsync(1);
        await page.Keyboard.TypeAsync("Sunrise Dental");
        await TypeAsync(page, page.GetByTestId("connect-secret").First, "EAAG-of-the-sandbox");
        await GoAsync(page, page.GetByTestId("connect"), "Enter");
        await Expect(page.GetByTestId("connect-sheet")).ToBeHiddenAsync();
        await GoAsync(page, page.GetByTestId("continue"), "Enter");

        await GoAsync(page, page.GetByTestId("goal-save"), "Enter");
        await page.ArriveAsync(".*/goals");
        await GoAsync(page, page.GetByTestId("run-now"), "Enter");
        await Expect(page.GetByText("Succeeded").First).ToBeVisibleAsync();
    }

    private static async Task TypeAsync(IPage page, ILocator field, string text)
    {
        await TabToAsync(page, field);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task GoAsync(IPage page, ILocator stop, string key)
    {
        await TabToAsync(page, stop);
        await page.Keyboard.PressAsync(key);
    }

    private static async Task TabToAsync(IPage page, ILocator stop)
    {
        await Expect(stop).ToBeVisibleAsync();
        for (var stops = 0; stops < MostStops; stops++)
        {
            if (await stop.EvaluateAsync<bool>("stop => stop === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
            Assert.Null(await page.EvaluateAsync<string?>(Unseen));
        }

        Assert.Fail($"Tab does not lead to {stop}.");
    }

    /// <summary>The focused element when it shows no ring, its own or its frame's, or when something lies over it (WCAG 2.4.7, 2.4.11).</summary>
    private const string Unseen =
        """
        () => {
          const at = document.activeElement;
          if (!at || at === document.body) return null;
          const ringed = [at, at.parentElement, at.parentElement?.parentElement].some(element => {
            const style = element && getComputedStyle(element);
            return style && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
          });
          const box = at.getBoundingClientRect();
          const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const seen = top && (at.contains(top) || top.contains(at) || [...at.labels ?? []].some(label => label.contains(top)));
          return ringed && seen ? null : `${ringed ? 'covered' : 'no ring'}: ${at.outerHTML}`;
        }
        """;
}
