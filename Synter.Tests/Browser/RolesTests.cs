using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>What a role may not do is absent or says why, on every page; asked for all the same, it is refused in words.</summary>
public sealed class RolesTests(FurnishedSynter synter) : IClassFixture<FurnishedSynter>
{
    private const string Acts = "[data-testid=stop], [data-testid=approve], [data-testid=edit], [data-testid=reject], [data-testid=acknowledge], "
        + "[data-testid=approve-selected], [data-testid=queue-item] input, [data-testid=run-now], [data-testid=goal-more], [data-testid=add-goal], "
        + "[data-testid=pause-agent], [data-testid=agent-more], [data-testid=cancel-run], [data-testid=connect], [data-testid=save], [data-testid=generate], [data-testid=preview], [data-testid=accept], [data-testid=select-all], [data-testid=retry-failed], [data-testid=edit-schema], [data-testid=resolve], [data-testid=revoke], a[href^='/hire'], a[href='/sandbox']";

    [Fact]
    public async Task Viewer_ReadsEveryPage_AndIsOfferedNoAct()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Viewer));
        var page = session.Page;

        await page.OpenAsync("/");
        foreach (var address in Readable)
        {
            await page.GoOnAsync(address);
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveCountAsync(1);
            await Expect(page.GetByTestId("error-panel")).ToHaveCountAsync(0);
            var offered = await page.Locator(Acts).EvaluateAllAsync<string[]>("acts => acts.filter(act => !act.matches(':disabled')).map(act => act.outerHTML)");
            Assert.True(offered.Length == 0, $"{address} offers {string.Join('\n', offered)}");
        }

        await page.OpenAsync($"/review/{synter.Post}");
        await Expect(page.GetByTestId("decision-bar")).ToContainTextAsync("Deciding, commenting and withdrawing need an analyst or an admin");
        await Expect(page.GetByTestId("may-not-stop")).ToHaveTextAsync("Stopping changes needs an analyst or an admin");
        await page.OpenAsync($"/agents/{synter.Agent}/configure");
        await Expect(page.GetByText("You may read this. Analysts and admins may change it.").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("may-not-move-agent")).ToHaveTextAsync("Pausing, resuming and ending need an analyst or an admin.");
        await page.GetByTestId("agent-selector").Locator("summary").ClickAsync();
        await Expect(page.GetByTestId("may-not-hire")).ToBeVisibleAsync();
        await page.OpenAsync($"/review/{synter.Unknown}");
        await Expect(page.GetByTestId("may-not-resolve")).ToHaveTextAsync("Saying what became of it needs an analyst or an admin.");
        await page.OpenAsync("/review?provider=x");
        await page.GetByTestId("save-view").ClickAsync();
        await Expect(page.GetByTestId("may-not-share")).ToBeVisibleAsync();
        await page.OpenAsync($"/agents/{synter.Agent}/goals");
        await Expect(page.GetByText("You may read goals. Analysts and admins may change and run them.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Analyst_Decides_AndIsKeptFromWhatIsTheAdmins()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Analyst));
        session.Expected.Add("403");
        var page = session.Page;

        await page.OpenAsync($"/review/{synter.Post}");
        await Expect(page.GetByTestId("approve")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("stop")).ToBeVisibleAsync();
        await Expect(page.Locator("a[href='/sandbox']")).ToHaveCountAsync(0);

        await page.GotoAsync("/sandbox");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your role does not reach this far");
        Assert.Equal(403, await PostAsync(page, "/resume", "word=resume"));
    }

    [Fact]
    public async Task Stop_IsOneClick_AndAsksWhyAfterwards()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync("/runs");

        await page.GetByTestId("stop").ClickAsync();

        var why = page.GetByTestId("stop-sheet").GetByLabel("Why");
        await Expect(why).ToBeFocusedAsync();
        await Expect(page.GetByTestId("banner")).ToContainTextAsync("All changes are stopped");
        await why.FillAsync("A wrong price is out.");
        await page.Keyboard.PressAsync("Enter");
        await page.IsLiveAsync();
        await page.GetByTestId("open-stop").ClickAsync();
        await Expect(page.GetByTestId("stop-sheet")).ToContainTextAsync("A wrong price is out.");
        await page.GetByTestId("resume-word").FillAsync("resume");
        await page.GetByTestId("resume").ClickAsync();
        await Expect(page.GetByTestId("stop")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Viewer_WhoPostsAllTheSame_IsToldWhy_AndNothingChanges()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Viewer));
        session.Expected.Add("403");
        var page = session.Page;
        var seen = $"/review/{synter.Post}";

        foreach (var (address, field) in new[] { ("/stop", "reason=none"), ($"{seen}/decide", "decision=approve"), ($"{seen}/send", "return_to=/"), ("/review/decide", "decision=approve") })
        {
            Assert.Equal(403, await PostAsync(page, address, field));
        }

        await page.OpenAsync(seen);
        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "PendingReview");
        await Expect(page.GetByTestId("banner")).Not.ToContainTextAsync("stopped");
    }

    private IEnumerable<string> Readable =>
    [
        "/", "/review", "/review?view=all", $"/review/{synter.Post}", $"/review/{synter.Report}", $"/review/{synter.Rejected}", $"/review/{synter.Unknown}", "/approvals", "/datasets", $"/datasets/{synter.Dataset}", $"/datasets/{synter.Dataset}?tab=schema", $"/datasets/{synter.Dataset}/records/1", "/runs", $"/runs/{synter.Run}", "/audit",
        $"/agents/{synter.Agent}/configure", $"/agents/{synter.Agent}/goals", $"/agents/{synter.Agent}/goals?add=weekly_multichannel_batch", $"/agents/{synter.Agent}/drafts",
        $"/agents/{synter.Agent}/runs", $"/agents/{synter.Agent}/activity", $"/agents/{synter.Draft}/configure", $"/agents/{synter.Draft}/goals",
    ];

    /// <summary>A real form, with the page's own token: only the role stands in its way.</summary>
    private static async Task<int> PostAsync(IPage page, string address, string field)
    {
        await page.OpenAsync("/");
        var answer = await page.RunAndWaitForResponseAsync(
            () => page.EvaluateAsync(
                """
                ([address, field]) => {
                  const form = document.querySelector('form[action="/sign-out"]');
                  const [name, value] = field.split('=');
                  form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
                  form.action = address;
                  form.submit();
                }
                """,
                new[] { address, field }),
            response => response.Request.Method == "POST");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your role does not reach this far");
        return answer.Status;
    }
}
