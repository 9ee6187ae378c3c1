using AngleSharp.Html.Parser;
using Microsoft.Playwright;
using Synter.Tests.Support;

namespace Synter.Tests.Browser;

/// <summary>One person at a browser. Ending it fails when the page's console showed an error.</summary>
public sealed class BrowserSession : IAsyncDisposable
{
    private readonly BrowserProfile _profile;
    private readonly List<string> _complaints = [];

    private BrowserSession(BrowserProfile profile, IPage page)
    {
        _profile = profile;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Complain($"{message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Complain(error);
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500) _ = TellAsync(answer);
        };
    }

    public IPage Page { get; }

    /// <summary>What a test itself brings about, as in a refused sign-in: such complaints are left out.</summary>
    public List<string> Expected { get; } = [];

    /// <param name="at">Where it reaches Synter, if not at its own address.</param>
    /// <param name="script">Whether pages may run scripts.</param>
    public static async Task<BrowserSession> OpenAsync(RunningSynter synter, string? at = null, bool script = true)
    {
        var profile = await BrowserProfile.TakeAsync(at ?? synter.Address.ToString(), script);
        return new BrowserSession(profile, await profile.Context.NewPageAsync());
    }

    /// <summary>Opens a browser in which somebody is signed in already, the admin if nobody is named. It shows no page yet.</summary>
    public static async Task<BrowserSession> OpenSignedInAsync(RunningSynter synter, string email = RunningSynter.AdminEmail, string? at = null, bool script = true)
    {
        var session = await OpenAsync(synter, at, script);
        // The browser's own request, so that the cookie is the browser's.
        var answer = await session._profile.Context.APIRequest.PostAsync("/auth/login", new() { DataObject = new { email, password = RunningSynter.AdminPassword } });
        Assert.True(answer.Ok, answer.StatusText);
        return session;
    }

    /// <summary>Opens a browser and signs the admin in, by the sign-in page.</summary>
    public static async Task<BrowserSession> SignInAsync(RunningSynter synter)
    {
        var session = await OpenAsync(synter);
        await session.Page.GotoAsync("/sign-in");
        await session.FillSignInAsync(RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        await session.Page.ArriveAsync("/(?!sign-in).*");
        return session;
    }

    public async Task FillSignInAsync(string email, string password)
    {
        await Page.GetByLabel("E-mail").FillAsync(email);
        await Page.GetByLabel("Password").FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Fails when the console showed an error, and forgets it.</summary>
    public void Quiet()
    {
        string complaints;
        lock (_complaints)
        {
            // In full: Assert.Empty would show the first words of each.
            complaints = string.Join('\n', _complaints);
            _complaints.Clear();
        }

        Expected.Clear();
        Assert.True(complaints.Length == 0, complaints);
    }

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        Quiet();
    }

    /// <summary>What broke, as Development's error page tells it: the browser only says that something did.</summary>
    private async Task TellAsync(IResponse answer)
    {
        var page = await new HtmlParser().ParseDocumentAsync(await answer.TextAsync());
        Complain($"{answer.Url}: {page.QuerySelector(".rawExceptionStackTrace")?.TextContent ?? page.Body?.TextContent}");
    }

    private void Complain(string complaint)
    {
        if (Expected.Exists(part => complaint.Contains(part, StringComparison.Ordinal))) return;
        lock (_complaints) _complaints.Add(complaint);
    }
}
