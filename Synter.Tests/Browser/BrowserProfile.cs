using Microsoft.Playwright;

namespace Synter.Tests.Browser;

/// <summary>
/// What one person's browser knows: cookies, storage, permissions. It is emptied and kept when its test ends, because the process that
/// draws its pages is most of what a browser costs to begin, and lives for as long as one of its pages does.
/// </summary>
internal sealed class BrowserProfile : IAsyncDisposable
{
    /// <summary>More than there are tests at a time: what is idle longest is of a Synter that has gone.</summary>
    private const int MostIdle = 6;

    private static readonly List<BrowserProfile> s_idle = [];

    private readonly (string Address, bool Script) _kind;
    private readonly ICDPSession _keeper;

    private BrowserProfile((string Address, bool Script) kind, IBrowserContext context, ICDPSession keeper) =>
        (_kind, Context, _keeper) = (kind, context, keeper);

    public IBrowserContext Context { get; }

    /// <param name="address">What addresses without a host are of.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    public static async Task<BrowserProfile> TakeAsync(string address, bool script)
    {
        lock (s_idle)
        {
            var at = s_idle.FindLastIndex(profile => profile._kind == (address, script));
            if (at >= 0)
            {
                var idle = s_idle[at];
                s_idle.RemoveAt(at);
                return idle;
            }
        }

        var context = await (await TestBrowser.GetAsync()).NewContextAsync(new()
        {
            BaseURL = address,
            JavaScriptEnabled = script,
            // What moves is drawn sixty times a second, and no test is about it.
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(TestBrowser.Limit);
        var keeper = await context.NewCDPSessionAsync(await context.NewPageAsync());
        return new BrowserProfile((address, script), context, keeper);
    }

    /// <summary>Closes its pages but the empty one, which keeps the process, and forgets what they left.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var page in Context.Pages.Skip(1).ToList()) await page.CloseAsync();
        await Context.ClearCookiesAsync();
        await _keeper.SendAsync("Storage.clearDataForOrigin", new() { ["origin"] = _kind.Address, ["storageTypes"] = "all" });
        BrowserProfile? oldest = null;
        lock (s_idle)
        {
            s_idle.Add(this);
            if (s_idle.Count > MostIdle)
            {
                oldest = s_idle[0];
                s_idle.RemoveAt(0);
            }
        }

        if (oldest is not null) await oldest.Context.CloseAsync();
    }
}
