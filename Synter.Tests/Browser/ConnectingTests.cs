using Microsoft.Playwright;
using Synter.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>A page is there before its circuit is. What a person does meanwhile is not lost.</summary>
public sealed class ConnectingTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Fact]
    public async Task LinkFollowedBeforeTheCircuit_LeadsThere()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "connecting");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Runs" }).ClickAsync();
        circuit.SetResult();

        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "live");
        await Expect(page).ToHaveURLAsync(new Uri(synter.Address, "/runs").ToString());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Runs" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LinkFollowedWhenDrawnButNotLive_OpensALivePage()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var (drawn, circuit) = await HoldDrawnAsync(page);
        await page.GotoAsync("/");
        await drawn;
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "connecting");

        var runs = page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Runs" });
        var request = await page.RunAndWaitForRequestAsync(() => runs.ClickAsync(), request => new Uri(request.Url).AbsolutePath == "/runs");
        circuit.SetResult();

        // One fetched beside the circuit would take «live» off the document, and nobody would say it again.
        Assert.Equal("document", request.ResourceType);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Runs" })).ToBeVisibleAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "live");
    }

    /// <summary>The mouse goes down on the page as it was served, and up on the one that the circuit has drawn.</summary>
    [Fact]
    public async Task LinkHeldWhileThePageIsDrawn_LeadsThere()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "connecting");

        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Runs" }).HoverAsync();
        await page.Mouse.DownAsync();
        circuit.SetResult();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "live");
        await page.Mouse.UpAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Runs" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task TypedBeforeTheCircuit_IsStillThere()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/hire/marketing.healthcare.v1");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "connecting");

        await page.GetByLabel("Nickname").FillAsync("Asha");
        circuit.SetResult();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "live");

        await Expect(page.GetByLabel("Nickname")).ToHaveValueAsync("Asha");
        await Expect(page.GetByLabel("Nickname")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task ButtonPressedBeforeTheCircuit_ActsWithWhatWasTyped()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/hire/marketing.healthcare.v1");
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "connecting");

        await page.GetByLabel("Nickname").FillAsync("Asha");
        await page.GetByLabel("Teal").CheckAsync();
        await page.GetByTestId("continue").ClickAsync();
        circuit.SetResult();

        await Expect(page.GetByLabel("Brand name")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task DatasetAskedForBeforeTheCircuit_IsAsLargeAsTyped()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/datasets");

        await page.GetByLabel("What one record is").FillAsync("A shop: name");
        await page.GetByLabel("How many").FillAsync("5");
        await page.GetByTestId("generate").ClickAsync();
        circuit.SetResult();

        await Expect(page.GetByTestId("good")).ToHaveTextAsync("5");
    }

    [Fact]
    public async Task KeyStruckWhileThePageIsDrawnAnew_FindsItsField()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        var circuit = await HoldCircuitAsync(page);
        await page.GotoAsync("/datasets");
        await page.GetByLabel("What one record is").FillAsync("A shop: name");
        await page.GetByLabel("How many").SelectTextAsync();

        // Right after the circuit has drawn, and before the page says that it is live: the field that was selected is gone.
        await page.EvaluateAsync("""
            () => {
              const before = document.getElementById('nav');
              const drawing = new MutationObserver(() => {
                if (document.getElementById('nav') === before) return;
                drawing.disconnect();
                queueMicrotask(() => {
                  window.struckWhile = document.documentElement.dataset.connection;
                  document.execCommand('insertText', false, '5');
                });
              });
              drawing.observe(document.body, { childList: true, subtree: true });
            }
            """);
        circuit.SetResult();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("data-connection", "live");

        Assert.Equal("connecting", await page.EvaluateAsync<string>("window.struckWhile"));
        await Expect(page.GetByLabel("How many")).ToHaveValueAsync("5");
        await Expect(page.GetByLabel("What one record is")).ToHaveValueAsync("A shop: name");
        await page.GetByTestId("generate").ClickAsync();
        await Expect(page.GetByTestId("good")).ToHaveTextAsync("5");
    }

    /// <summary>Lets the circuit draw the page, and holds back all it says after that until the answer is set.</summary>
    private static async Task<(Task Drawn, TaskCompletionSource Circuit)> HoldDrawnAsync(IPage page)
    {
        var drawn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteWebSocketAsync("**/_blazor*", socket =>
        {
            var passing = Task.CompletedTask;
            var server = socket.ConnectToServer();
            server.OnMessage(frame => passing = PassAsync(passing, frame, socket));
        });
        return (drawn.Task, released);

        async Task PassAsync(Task before, IWebSocketFrame frame, IWebSocketRoute to)
        {
            await before;
            // The first thing it wants once the browser has drawn.
            if (frame.Binary.AsSpan().IndexOf("enableNavigationInterception"u8) >= 0)
            {
                drawn.TrySetResult();
                await released.Task;
            }

            if (frame.Binary is { } bytes) to.Send(bytes); else to.Send(frame.Text!);
        }
    }

    /// <summary>Lets the page come, and its circuit not before the answer is set.</summary>
    private static async Task<TaskCompletionSource> HoldCircuitAsync(IPage page)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await released.Task;
            await route.ContinueAsync();
        });
        return released;
    }
}
