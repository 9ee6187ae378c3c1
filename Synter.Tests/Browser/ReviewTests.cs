using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>Deciding in the browser, by keys alone, by several at once, and with no script at all.</summary>
public sealed class ReviewTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Fact]
    public async Task Approve_TakesTwoKeys_AndCanBeUndone()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await OpenAsync(proposal);
        var page = session.Page;

        await page.Keyboard.PressAsync("a");
        await Expect(page.GetByTestId("armed")).ToContainTextAsync("until then you can undo");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("armed")).ToBeHiddenAsync();
        Assert.Equal("pending_review", await StateAsync(client, proposal));

        await page.Keyboard.PressAsync("a");
        // Armed first: until then the yes, which nobody sees, answers.
        await Expect(page.GetByTestId("armed")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("confirm")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("y");
        await Expect(page.GetByTestId("undo")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "Approved");
        Assert.Equal("approved", await StateAsync(client, proposal));

        await page.Keyboard.PressAsync("u");
        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "PendingReview");
        Assert.Equal("pending_review", await StateAsync(client, proposal));
    }

    [Fact]
    public async Task SendNow_ReachesTheProvider_AndThePageTells()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await OpenAsync(proposal);
        var page = session.Page;
        await page.GetByTestId("approve").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();

        await page.GetByTestId("send-now").ClickAsync();

        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "Executed");
        await Expect(page.GetByTestId("provider-ref")).ToBeVisibleAsync();
        var text = await page.GetByTestId("post-text").InnerTextAsync();
        var requests = await (await client.GetAsync("/sandbox/requests")).JsonAsync();
        Assert.Contains(requests["items"]!.AsArray(), request => request!["method"]!.GetValue<string>() == "POST" && Said(request).Contains(text.Split('\n')[0], StringComparison.Ordinal));
    }

    [Fact]
    public async Task Edit_MakesARevision_ThatMustBeApprovedAnew()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await OpenAsync(proposal);
        var page = session.Page;

        await page.Keyboard.PressAsync("e");
        await page.GetByTestId("edit-text").FillAsync("Rinse less, brush twice.");
        await page.GetByTestId("save-edit").ClickAsync();

        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-revision", "2");
        await Expect(page.GetByTestId("post-text")).ToHaveTextAsync("Rinse less, brush twice.");
        await page.GetByTestId("history").Locator("summary").ClickAsync();
        await Expect(page.GetByTestId("history").Locator("del").First).ToBeVisibleAsync();
        Assert.Equal("pending_review", await StateAsync(client, proposal));
    }

    [Fact]
    public async Task Edit_BeyondThePlatformsLimit_SaysSo_AndLosesNothing()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client, "x");
        await using var session = await OpenAsync(proposal);
        session.Expected.Add("422");
        var page = session.Page;
        var tooLong = new string('x', 300);

        await page.Keyboard.PressAsync("e");
        await page.GetByTestId("edit-text").FillAsync(tooLong);
        await page.GetByTestId("save-edit").ClickAsync();

        await Expect(page.GetByTestId("refused")).ToContainTextAsync("280");
        await Expect(page.GetByTestId("edit-text")).ToHaveValueAsync(tooLong);
    }

    [Fact]
    public async Task Reject_AsksWhy_AndKeepsTheRowInItsPlace()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await OpenAsync(proposal);
        var page = session.Page;

        await page.Keyboard.PressAsync("r");
        await page.GetByRole(AriaRole.Button, new() { Name = "Not now." }).ClickAsync();
        await page.GetByTestId("confirm-reject").ClickAsync();

        await Expect(page.GetByTestId("proposal")).ToHaveAttributeAsync("data-state", "Rejected");
        await Expect(page.Locator($"[data-testid=queue-item]:has(a[href*='{proposal}'])")).ToHaveAttributeAsync("data-state", "Rejected");
    }

    [Fact]
    public async Task Assign_IsOneKey_SeenByOthersAtOnce_AndTheSameKeyLeavesItAgain()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var colleague = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Analyst));
        await colleague.Page.OpenAsync($"/review/{proposal}?sort=newest");
        await using var session = await OpenAsync(proposal);
        var page = session.Page;

        await page.Keyboard.PressAsync("m");

        await Expect(page.GetByTestId("assigned-to")).ToHaveTextAsync("Assigned to you");
        var name = (await client.ActorAsync()).Name;
        await Expect(colleague.Page.GetByTestId("assigned-to")).ToHaveTextAsync($"Assigned to {name}");
        await Expect(colleague.Page.Locator($"[data-testid=queue-item]:has(a[href*='{proposal}']) .s")).ToContainTextAsync($"For {name}");
        await page.GetByTestId("filter-assigned").Locator("select").SelectOptionAsync("me");
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("assigned=me"));
        await Expect(page.GetByTestId("queue-item")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Heading, new() { Name = "Review", Exact = true }).FocusAsync();
        await page.Keyboard.PressAsync("m");
        await Expect(page.GetByTestId("assigned-to")).ToHaveCountAsync(0);
        await Expect(colleague.Page.GetByTestId("assigned-to")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ApproveSelected_DecidesEach()
    {
        using var client = await synter.SignInAsync();
        var (first, second) = (await ProposeAsync(client), await ProposeAsync(client, "x"));
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync("/review?sort=newest");

        foreach (var proposal in new[] { first, second })
        {
            await page.Locator($"[data-testid=queue-item]:has(a[href*='{proposal}']) input").CheckAsync();
        }

        await page.GetByTestId("approve-selected").ClickAsync();
        await page.GetByTestId("confirm-selected").ClickAsync();

        await Expect(page.GetByTestId("undo")).ToBeVisibleAsync();
        Assert.DoesNotContain("pending_review", new[] { await StateAsync(client, first), await StateAsync(client, second) });
    }

    [Fact]
    public async Task Approve_WithNoScript_WorksAsAPlainForm()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, script: false);
        var page = session.Page;
        await page.GotoAsync($"/review/{proposal}");

        await page.GetByTestId("approve").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();

        await Expect(page.GetByTestId("proposal")).Not.ToHaveAttributeAsync("data-state", "PendingReview");
        Assert.NotEqual("pending_review", await StateAsync(client, proposal));
    }

    [Fact]
    public async Task Decide_OnWhatSomeoneElseDecided_SaysSo()
    {
        using var client = await synter.SignInAsync();
        var proposal = await ProposeAsync(client);
        await using var session = await BrowserSession.OpenSignedInAsync(synter, script: false);
        var page = session.Page;
        await page.GotoAsync($"/review/{proposal}");
        var seen = await (await client.GetAsync($"/api/v1/deliverables/{proposal}")).JsonAsync();
        using var other = await client.PostAsJsonAsync($"/api/v1/deliverables/{proposal}/review", new
        {
            decision = "reject", revision = seen["revision"]!.GetValue<int>(), content_hash = seen["content_hash"]!.GetValue<string>(),
        });
        other.EnsureSuccessStatusCode();

        await page.GetByTestId("approve").ClickAsync();
        await page.GetByTestId("confirm").ClickAsync();

        await Expect(page.GetByTestId("decision-problem")).ToContainTextAsync("decided it already");
        Assert.Equal("rejected", await StateAsync(client, proposal));
    }

    [Fact]
    public async Task SavedView_StaysUnderItsName_WithItsCount_AndOthersSeeItWhenShared()
    {
        using var client = await synter.SignInAsync();
        await ProposeAsync(client, "x");
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync("/review?provider=x");

        await page.GetByTestId("save-view").ClickAsync();
        await page.GetByTestId("view-save").ClickAsync();
        await Expect(page.GetByTestId("view-problem")).ToContainTextAsync("1 to 40 characters");
        await page.GetByTestId("view-name").FillAsync("Posts on X");
        await page.GetByTestId("view-shared").CheckAsync();
        await page.GetByTestId("view-save").ClickAsync();

        var saved = page.GetByTestId("saved-view");
        await Expect(saved).ToHaveAttributeAsync("aria-current", "page");
        var waiting = await page.GetByTestId("queue-item").CountAsync();
        await Expect(saved).ToHaveTextAsync($"Posts on X {waiting}");
        await page.GotoAsync("/review");
        await saved.ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/review\\?provider=x$"));
        await using var colleague = await BrowserSession.OpenSignedInAsync(synter, await synter.AddMemberAsync(Role.Viewer));
        await colleague.Page.GotoAsync("/review?provider=x");
        await Expect(colleague.Page.GetByTestId("saved-view")).ToContainTextAsync("Posts on X");
        await Expect(colleague.Page.GetByTestId("remove-view")).ToHaveCountAsync(0);
        await page.GetByTestId("remove-view").ClickAsync();
        await Expect(saved).ToHaveCountAsync(0);
    }

    private async Task<BrowserSession> OpenAsync(string proposal)
    {
        var session = await BrowserSession.OpenSignedInAsync(synter);
        await session.Page.OpenAsync($"/review/{proposal}?sort=newest");
        return session;
    }

    /// <summary>A post of the marketing agent that waits for review.</summary>
    private async Task<string> ProposeAsync(HttpClient client, string provider = "facebook")
    {
        var agent = await synter.HireMarketingAsync(client);
        using var saved = await client.PutAsJsonAsync($"/api/v1/hired-agents/{agent}/goals", new
        {
            goal_template_id = "daily_patient_education", frequency = "on_demand", settings = new { },
        });
        var goal = (await saved.JsonAsync())["goal_id"]!.GetValue<string>();
        using var run = await client.PostAsJsonAsync($"/api/v1/goals/{goal}/run", new { });
        run.EnsureSuccessStatusCode();
        string? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var made = await (await client.GetAsync($"/api/v1/hired-agents/{agent}/deliverables")).JsonAsync();
                found = made["items"]!.AsArray().FirstOrDefault(item => item!["effects"]!.AsArray().Any(e => e!["provider"]!.GetValue<string>() == provider))?["deliverable_id"]?.GetValue<string>();
                return found is not null;
            },
            "the run has proposed a post");
        return found!;
    }

    private static async Task<string> StateAsync(HttpClient client, string proposal) =>
        (await (await client.GetAsync($"/api/v1/deliverables/{proposal}")).JsonAsync())["state"]!.GetValue<string>();

    private static string Said(JsonNode request) => request["body"]?["message"]?.GetValue<string>() ?? request["body"]?["text"]?.GetValue<string>() ?? "";
}
