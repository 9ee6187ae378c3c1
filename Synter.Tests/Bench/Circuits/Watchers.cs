using Microsoft.Playwright;
using Synter.Tests.Browser;

namespace Synter.Tests.Bench.Circuits;

/// <summary>Open pages of a real browser, each with a circuit, sharing a few of its processes as tabs do.</summary>
internal sealed class Watchers : IAsyncDisposable
{
    private const int AtOnce = 4;
    private const float Limit = 120_000;

    // Notes each change of what a mark stands in, with the time on the machine's clock.
    private static string Note(string testId, string pattern) => $$"""
        window.seen = [];
        new MutationObserver(() => {
          const mark = document.querySelector('[data-testid={{testId}}]')?.textContent?.match(/{{pattern}}/);
          if (mark && window.seen.at(-1)?.mark !== +mark[1]) window.seen.push({ mark: +mark[1], at: performance.timeOrigin + performance.now() });
        }).observe(document, { subtree: true, childList: true, characterData: true });
        """;

    private readonly IBrowser _browser;
    private readonly IBrowserContext _context;
    private readonly List<IPage> _pages = [];

    private Watchers(IBrowser browser, IBrowserContext context) => (_browser, _context) = (browser, context);

    /// <param name="testId">Of the element that a mark stands in.</param>
    /// <param name="pattern">Whose first group is the mark's number.</param>
    public static async Task<Watchers> StartAsync(BenchSynter synter, string testId = "step", string pattern = @"^Mark (\d+)$")
    {
        var (name, value) = await synter.SignInByCookieAsync();
        var browser = await TestBrowser.LaunchAsync("--renderer-process-limit=4");
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = synter.Address.ToString(), ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(Limit);
        await context.AddCookiesAsync([new Cookie { Name = name, Value = value, Url = synter.Address.ToString() }]);
        await context.AddInitScriptAsync(Note(testId, pattern));
        return new Watchers(browser, context);
    }

    /// <summary>Opens pages until there are so many, each of them live, taking the addresses in turn.</summary>
    public async Task OpenAsync(int count, params string[] addresses)
    {
        while (_pages.Count < count)
        {
            var next = Enumerable.Range(_pages.Count, Math.Min(AtOnce, count - _pages.Count));
            _pages.AddRange(await Task.WhenAll(next.Select(i => OpenAsync(addresses[i % addresses.Length]))));
        }
    }

    /// <summary>What each page has shown since it was opened, mark by mark.</summary>
    public async Task<IReadOnlyList<Sight[]>> SeenAsync() => await Task.WhenAll(_pages.Select(page => page.EvaluateAsync<Sight[]>("window.seen")));

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        await _browser.CloseAsync();
    }

    private async Task<IPage> OpenAsync(string address)
    {
        var page = await _context.NewPageAsync();
        await page.GotoAsync(address);
        await page.WaitForSelectorAsync("html[data-connection=live]");
        return page;
    }
}
