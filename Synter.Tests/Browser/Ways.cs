using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>How a person comes to a page of the console.</summary>
internal static class Ways
{
    /// <summary>By its address; the page is live then.</summary>
    public static async Task OpenAsync(this IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.IsLiveAsync();
    }

    /// <summary>
    /// Whatever led there; the page is live then, if it is one of the console. <c>WaitForURLAsync</c> waits for word from the browser,
    /// and misses it now and then when it comes in the moment in which it begins to wait.
    /// </summary>
    /// <param name="address">Path and query, as a regular expression.</param>
    /// <param name="script">Without it no page comes to life.</param>
    public static async Task ArriveAsync(this IPage page, [StringSyntax(StringSyntaxAttribute.Regex)] string address, bool script = true)
    {
        await Expect(page).ToHaveURLAsync(new Regex($"^[a-z]+://[^/]+{address}$"));
        if (script) await page.WaitForSelectorAsync("html[data-connection=live], .door");
    }

    public static Task IsLiveAsync(this IPage page) => page.WaitForSelectorAsync("html[data-connection=live]");

    /// <summary>
    /// From a page of the console that is live, as a link within it leads, which takes a fifth of the time. Pages of one component keep
    /// its heading, by which a new page is known: those are opened by their address.
    /// </summary>
    public static async Task GoOnAsync(this IPage page, string address)
    {
        if (Room(new Uri(page.Url).PathAndQuery) == Room(address))
        {
            await page.OpenAsync(address);
            return;
        }

        await page.EvaluateAsync("address => { document.querySelector('h1').dataset.left = ''; Blazor.navigateTo(address); }", address);
        await page.WaitForSelectorAsync("h1:not([data-left])");
        await Expect(page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    private static string Room(string address) => address.Split('/', '?')[1];
}
