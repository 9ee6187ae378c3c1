using Microsoft.Playwright;
using Synter.Tests.Support;

namespace Synter.Tests.Browser;

/// <summary>A page as somebody has it before them: where it is, and what was done there.</summary>
/// <param name="Act">What a person did on it, such as opening a dialog.</param>
/// <param name="IsMissing">The answer is 404, which the browser's console tells as an error.</param>
/// <param name="IsRefused">The answer is 401, which it tells too.</param>
/// <param name="IsOutside">The page stands outside the console and its circuit.</param>
/// <param name="IsOfTheFrame">What was done opened something of the frame around the pages, which stays when they go.</param>
public sealed record Scene(string Name, Func<FurnishedSynter, string> Address, Func<IPage, Task>? Act = null, bool IsMissing = false, bool IsRefused = false, bool IsOutside = false, bool IsOfTheFrame = false)
{
    /// <summary>Every page of the console, and each state of it that looks like a page of its own.</summary>
    public static IReadOnlyList<Scene> All { get; } =
    [
        new("overview", _ => "/"),
        new("overview, menu", _ => "/", page => page.EvaluateAsync("document.getElementById('nav').showPopover()"), IsOfTheFrame: true),
        new("overview, palette", _ => "/", page => page.Keyboard.PressAsync("Control+k"), IsOfTheFrame: true),
        new("overview, keys", _ => "/", page => page.Keyboard.PressAsync("?"), IsOfTheFrame: true),
        new("hire", _ => "/hire"),
        new("hire, filtered to nothing", _ => "/hire?search=zebra"),
        new("hire, name", _ => $"/hire/{MarketingCases.Type}"),
        new("hire, name missing", _ => $"/hire/{MarketingCases.Type}", page => page.GetByTestId("continue").ClickAsync()),
        new("hire, configure", synter => Hiring(synter, "configure")),
        new("hire, connect", synter => $"/hire/{MarketingCases.Type}?agent={synter.Agent}&step=connect"),
        new("hire, first goal", synter => $"/hire/{MarketingCases.Type}?agent={synter.Agent}&step=goal"),
        new("agent, configure", synter => $"/agents/{synter.Agent}/configure"),
        new("agent, switching", synter => $"/agents/{synter.Agent}/configure", page => page.GetByTestId("agent-selector").Locator("summary").ClickAsync()),
        new("agent, connecting", synter => $"/agents/{synter.Agent}/configure", page => page.GetByRole(AriaRole.Button, new() { Name = "Connect another" }).First.ClickAsync()),
        new("draft, configure", synter => $"/agents/{synter.Draft}/configure"),
        new("agent, goals", synter => $"/agents/{synter.Agent}/goals"),
        new("agent, more of a goal", synter => $"/agents/{synter.Agent}/goals", page => page.GetByTestId("goal-more").ClickAsync()),
        new("agent, adding a goal", synter => $"/agents/{synter.Agent}/goals?add=weekly_multichannel_batch"),
        new("draft, goals", synter => $"/agents/{synter.Draft}/goals"),
        new("agent, drafts", synter => $"/agents/{synter.Agent}/drafts"),
        new("agent, runs", synter => $"/agents/{synter.Agent}/runs"),
        new("agent, activity", synter => $"/agents/{synter.Agent}/activity"),
        new("agent, ending", synter => $"/agents/{synter.Agent}/activity", async page =>
        {
            await page.GetByTestId("agent-more").ClickAsync();
            await page.GetByTestId("end-agent").ClickAsync();
        }),
        new("review", _ => "/review"),
        new("review, everything", _ => "/review?view=all"),
        new("review, saving a view", _ => "/review?provider=x", page => page.GetByTestId("save-view").ClickAsync()),
        new("review, selected", _ => "/review", async page =>
        {
            await page.Locator("[data-select]:not(:disabled)").First.CheckAsync();
            await page.GetByTestId("approve-selected").ClickAsync();
        }),
        new("post", synter => $"/review/{synter.Post}"),
        new("post, armed", synter => $"/review/{synter.Post}", page => page.GetByTestId("approve").ClickAsync()),
        new("post, edited", synter => $"/review/{synter.Post}", page => page.GetByTestId("edit").ClickAsync()),
        new("post, rejected", synter => $"/review/{synter.Post}", page => page.GetByTestId("reject").ClickAsync()),
        new("high risk, armed", synter => $"/review/{synter.HighRisk}", page => page.GetByTestId("approve").ClickAsync()),
        new("report", synter => $"/review/{synter.Report}"),
        new("executed", synter => $"/review/{synter.Executed}"),
        new("unknown", synter => $"/review/{synter.Unknown}"),
        new("decided, with its history", synter => $"/review/{synter.Rejected}", page => page.GetByTestId("history").Locator("summary").ClickAsync()),
        new("no such proposal", _ => "/review/dlv_00000000000000000000000000000000", IsMissing: true),
        new("runs", _ => "/runs"),
        new("runs, filtered to nothing", _ => "/runs?status=cancelled"),
        new("runs, failed", _ => "/runs?status=failed"),
        new("run", synter => $"/runs/{synter.Run}"),
        new("run, failed", synter => $"/runs/{synter.FailedRun}"),
        new("run, sign-in failed", synter => $"/runs/{synter.RefusedRun}"),
        new("no such run", _ => "/runs/run_00000000000000000000000000000000", IsMissing: true),
        new("datasets", _ => "/datasets"),
        new("datasets, filtered to nothing", _ => "/datasets?status=queued"),
        new("datasets, refused", _ => "/datasets", async page =>
        {
            await page.GetByText("Schema, limits").ClickAsync();
            await page.GetByTestId("dataset-schema").FillAsync("{");
            await page.GetByTestId("generate").ClickAsync();
            await page.Locator(".error").First.WaitForAsync();
        }),
        new("datasets, previewed", _ => "/datasets", async page =>
        {
            await page.GetByTestId("dataset-prompt").FillAsync("A person: name, e-mail, city");
            await page.GetByTestId("preview").ClickAsync();
            await page.GetByTestId("preview-record").First.WaitForAsync();
        }),
        new("datasets, downloading", _ => "/datasets", page => page.GetByTestId("dataset-row").Locator("summary").First.ClickAsync()),
        new("dataset", synter => $"/datasets/{synter.Dataset}"),
        new("dataset, selected", synter => $"/datasets/{synter.Dataset}", page => page.GetByTestId("select-all").CheckAsync()),
        new("dataset, downloading", synter => $"/datasets/{synter.Dataset}", page => page.GetByTestId("download").ClickAsync()),
        new("dataset, failed only", synter => $"/datasets/{synter.Dataset}?show=failed"),
        new("dataset, all failed", synter => $"/datasets/{synter.FailedDataset}"),
        new("dataset, none rejected", synter => $"/datasets/{synter.Dataset}?show=rejected"),
        new("dataset, columns", synter => $"/datasets/{synter.Dataset}?tab=columns"),
        new("dataset, schema", synter => $"/datasets/{synter.Dataset}?tab=schema", page => page.GetByTestId("edit-schema").ClickAsync()),
        new("record", synter => $"/datasets/{synter.Dataset}/records/1"),
        new("failed record", synter => $"/datasets/{synter.Dataset}/records/{synter.FailedRecord}"),
        new("no such dataset", _ => "/datasets/dst_00000000000000000000000000000000", IsMissing: true),
        new("approvals", _ => "/approvals"),
        new("audit", _ => "/audit"),
        new("sandbox", _ => "/sandbox"),
        new("sandbox, requests", _ => "/sandbox?show=requests"),
        new("you", _ => "/me"),
        new("you, a new token", _ => "/me", page => page.GetByTestId("new-token").ClickAsync()),
        new("you, asked to sign in again", _ => "/me?problem=reauthentication_required"),
        new("members", _ => "/settings/members"),
        new("members, inviting", _ => "/settings/members", page => page.GetByTestId("invite").ClickAsync()),
        new("ways in", _ => "/settings/sign-in"),
        new("change password", _ => "/me/password", IsOutside: true),
        new("change e-mail", _ => "/me/email", IsOutside: true),
        new("passkeys, at a number", _ => "/me/passkeys", IsOutside: true),
        new("second factor, setting up", _ => "/me/second-factor", page => page.Locator(".typed summary").ClickAsync(), IsOutside: true),
        new("second factor, wrong code", _ => "/me/second-factor", async page =>
        {
            await page.GetByTestId("code").FillAsync("oops");
            await page.GetByTestId("confirm").ClickAsync();
            await page.GetByTestId("door-error").WaitForAsync();
        }, IsRefused: true),
        new("not found", _ => "/nowhere", IsMissing: true),
        new("error", _ => "/error", IsOutside: true),
    ];

    public static TheoryData<string> Names => [.. All.Select(scene => scene.Name)];

    public static Scene Of(string name) => All.Single(scene => scene.Name == name);

    /// <summary>
    /// Puts it before somebody: by a way within the console where one stands open, and else by its address.
    /// </summary>
    /// <param name="from">What the page shows, if that is known.</param>
    public async Task ShowAsync(IPage page, FurnishedSynter synter, Scene? from = null)
    {
        var address = Address(synter);
        if (from is { IsRendered: true, IsOfTheFrame: false } && IsRendered) await page.GoOnAsync(address);
        else await page.GotoAsync(address);
        if (await page.Locator("#nav").CountAsync() > 0) await page.IsLiveAsync();
        if (Act is not null) await Act(page);
    }

    /// <summary>Rendered by the console as it goes on, and not an answer of its own.</summary>
    private bool IsRendered => !IsMissing && !IsRefused && !IsOutside;

    private static string Hiring(FurnishedSynter synter, string step) => $"/hire/{MarketingCases.Type}?agent={synter.Draft}&step={step}";
}
