using Microsoft.Playwright;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>A dataset's page while its records arrive: what is waited for, what came, what went wrong. Nobody reloads it.</summary>
public sealed class LiveDatasetTests(LiveDatasetTests.Synter synter) : IClassFixture<LiveDatasetTests.Synter>
{
    private const string Garbage = "Certainly! Here is half of one: {\"name\": \"Ra";

    [Fact]
    public async Task Records_ShowAsTheyArrive_WithWhatIsWaitedFor_AndWhatFailed()
    {
        var server = synter.Server;
        server.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The first call gets nonsense, the second is told to come back, all the others get a record.
        server.Answer = call => call.Number switch
        {
            1 => InferenceAnswer.Of(Garbage),
            2 => InferenceAnswer.Refuse(429, retryAfterSeconds: 1),
            _ => InferenceServer.Plain(call),
        };
        using var client = await synter.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A shop: number, name", count = 12 });
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync($"/datasets/{id}");

        // Four calls may be out at once, and are.
        await Expect(page.GetByTestId("in-flight-record")).ToHaveCountAsync(4);
        await Expect(page.GetByTestId("in-flight")).ToContainTextAsync("waits for the answer");
        await Expect(page.Locator("[data-testid=record-row][data-state=in-flight]")).ToHaveCountAsync(4);
        await Expect(page.GetByTestId("status").First).ToHaveTextAsync("Running");

        // They are let through: rows fill where they stand.
        server.Gate.SetResult();
        await Expect(page.Locator("[data-testid=record-row][data-state=good]")).ToHaveCountAsync(11);
        await Expect(page.GetByTestId("status").First).ToHaveTextAsync("Succeeded");
        await Expect(page.GetByTestId("in-flight")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("good")).ToHaveTextAsync("11");

        // The nonsense is there to the letter.
        var failure = page.GetByTestId("failure");
        await failure.GetByText("Raw reply").ClickAsync();
        await Expect(failure.GetByTestId("raw-reply")).ToHaveTextAsync(Garbage);
        await failure.GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByTestId("record-error")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("accept")).ToHaveCountAsync(0);

        // Judged one after the other by keys alone.
        await page.OpenAsync($"/datasets/{id}/records/{await FirstGoodAsync(client, id)}?show=unjudged");
        for (var judged = 1; judged <= 11; judged++)
        {
            var at = await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();
            await page.Keyboard.PressAsync(judged == 3 ? "r" : "a");
            if (judged < 11) await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveTextAsync(at);
        }

        await Expect(page.GetByTestId("verdict")).ToContainTextAsync("Accepted by");
        await page.GotoAsync($"/datasets/{id}");
        await Expect(page.GetByTestId("accepted")).ToHaveTextAsync("10");
        await Expect(page.GetByTestId("rejected")).ToHaveTextAsync("1");
    }

    [Fact]
    public async Task Cancel_KeepsWhatIsThere()
    {
        var server = synter.Server;
        server.Reset();
        server.Answer = call => call.Number <= 3 ? InferenceServer.Plain(call) : InferenceAnswer.Hang;
        using var client = await synter.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A shop: number, name", count = 9 });
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.GotoAsync($"/datasets/{id}");
        await Expect(page.Locator("[data-testid=record-row][data-state=good]")).ToHaveCountAsync(3);

        await page.GetByTestId("cancel-dataset").ClickAsync();
        await page.GetByTestId("cancel-yes").ClickAsync();

        await Expect(page.GetByTestId("status").First).ToHaveTextAsync("Cancelled");
        await Expect(page.GetByTestId("step")).ToHaveTextAsync("Cancelled. 3 of 9 records kept");
        await Expect(page.GetByTestId("retry-failed")).ToHaveTextAsync("Make the 6 missing");
    }

    private static async Task<int> FirstGoodAsync(HttpClient client, string id) =>
        (await client.TaskAsync(id))["results"]!.AsArray().Select((record, index) => (record, index)).First(r => r.record is not null).index;

    /// <summary>Calls may wait as long as the test does.</summary>
    public sealed class Synter : DataGenSynter
    {
        protected override IEnumerable<string> MoreSettings => ["--DATAGEN_INFERENCE_TIMEOUT_SECONDS=300"];
    }
}
