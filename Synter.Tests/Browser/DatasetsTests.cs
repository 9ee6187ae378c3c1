using System.Net.Http.Json;
using Microsoft.Playwright;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;
using static Microsoft.Playwright.Assertions;

namespace Synter.Tests.Browser;

/// <summary>A stranger makes a dataset with the sandbox's offline generator, judges it and takes it along.</summary>
public sealed class DatasetsTests(RunningSynter synter) : IClassFixture<RunningSynter>
{
    [Fact]
    public async Task Stranger_PreviewsAndGenerates_RejectsOne_AndDownloadsTheOthersAsCsv()
    {
        await using var session = await BrowserSession.SignInAsync(synter);
        var page = session.Page;

        // Find it, say what is wanted, and look before spending.
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Main" }).GetByRole(AriaRole.Link, new() { Name = "Datasets" }).ClickAsync();
        await page.GetByLabel("What one record is").FillAsync("A patient of a dental clinic: name, age, city, email");
        await page.GetByLabel("How many").FillAsync("6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Preview" }).ClickAsync();
        await Expect(page.GetByTestId("preview-record")).ToHaveCountAsync(3);
        await Expect(page.GetByTestId("offline")).ToContainTextAsync("no language model");
        await Expect(page.GetByTestId("price")).ToContainTextAsync("estimate from the preview");

        // Make them.
        await page.GetByRole(AriaRole.Button, new() { Name = "Generate 6 records" }).ClickAsync();
        await page.ArriveAsync("/datasets/dst_[0-9a-f]{32}");
        await Expect(page.GetByTestId("status").First).ToHaveTextAsync("Succeeded");
        await Expect(Good(page)).ToHaveCountAsync(6);

        // Is it any good? The columns tell.
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Contents" }).GetByRole(AriaRole.Link, new() { Name = "Columns" }).ClickAsync();
        await Expect(page.Locator("[data-testid=column][data-name=age]")).ToContainTextAsync("integer");
        await page.GetByRole(AriaRole.Navigation, new() { Name = "Contents" }).GetByRole(AriaRole.Link, new() { Name = "Records" }).ClickAsync();

        // One is refused by its button, one accepted by keys alone before the first is kept, the others together.
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject record 0" }).ClickAsync();
        await Row(page, 1).GetByRole(AriaRole.Link).FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Expect(Row(page, 0)).ToContainTextAsync("Rejected");
        await Expect(Row(page, 1)).ToContainTextAsync("Accepted");
        await page.GetByTestId("select-all").CheckAsync();
        var first = page.GetByRole(AriaRole.Checkbox, new() { Name = "Select record 0" });
        await Expect(first).ToBeCheckedAsync();
        await first.UncheckAsync();
        await page.GetByTestId("accept-selected").ClickAsync();
        await Expect(page.GetByTestId("accepted")).ToHaveTextAsync("5");
        await Expect(page.GetByTestId("rejected")).ToHaveTextAsync("1");

        // Only what was accepted is in the file.
        await page.GetByTestId("download").ClickAsync();
        await page.GetByLabel("Only accepted records (5)").CheckAsync();
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download-csv").ClickAsync());
        Assert.EndsWith("-accepted.csv", download.SuggestedFilename, StringComparison.Ordinal);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync());
        Assert.Equal("name,age,city,email", lines[0]);
        Assert.Equal(1 + 5, lines.Length);
        var rejected = await EmailAsync(page, 0);
        var accepted = await EmailAsync(page, 1);
        Assert.DoesNotContain(lines, line => line.Contains(rejected, StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(accepted, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SandboxThatAnswersHalfABody_FailsThatRecordAlone_AndTheMissingOneIsMadeLater()
    {
        using var client = await synter.SignInAsync();
        using var fault = await client.PutAsJsonAsync("/sandbox/faults", new { provider = "inference", mode = "malformed", times = 1 });
        fault.EnsureSuccessStatusCode();
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;

        await page.OpenAsync("/datasets");
        await page.GetByLabel("What one record is").FillAsync("A shop: name, city");
        await page.GetByLabel("How many").FillAsync("5");
        await page.GetByTestId("generate").ClickAsync();
        await page.ArriveAsync("/datasets/dst_[0-9a-f]{32}");

        await Expect(page.GetByTestId("failure")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("failures-card")).ToContainTextAsync("1 record failed");
        await Expect(Good(page)).ToHaveCountAsync(4);

        await page.GetByRole(AriaRole.Button, new() { Name = "Make the 1 missing" }).ClickAsync();
        await Expect(Good(page)).ToHaveCountAsync(5);
        await Expect(page.GetByTestId("failures-card")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task LimitThatEndedIt_IsAskedAboutBeforeTheRetry()
    {
        using var client = await synter.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A shop: name, city", count = 10, maxTokens = 1 });
        await client.EndedTaskAsync(id);
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync($"/datasets/{id}");
        await Expect(page.GetByTestId("stop-reason")).ToBeVisibleAsync();

        await page.GetByTestId("retry-failed").ClickAsync();
        await page.GetByTestId("retry-tokens").FillAsync("0");
        await page.GetByTestId("retry-yes").ClickAsync();
        await Expect(page.GetByTestId("field-retry-tokens")).ToContainTextAsync("at least one token");
        await page.GetByTestId("retry-tokens").FillAsync("100000");
        await page.GetByTestId("retry-yes").ClickAsync();

        await Expect(Good(page)).ToHaveCountAsync(10);
        await Expect(page.GetByTestId("retry-dialog")).ToBeHiddenAsync();
        await Expect(page.GetByTestId("stop-reason")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task ModelThatChats_FailsThatRecord_WithWhatItSaid()
    {
        using var client = await synter.SignInAsync();
        using var fault = await client.PutAsJsonAsync("/sandbox/faults", new { provider = "inference", mode = "altered", times = 1 });
        fault.EnsureSuccessStatusCode();

        var task = await client.MadeAsync(new { prompt = "A shop: name, city", count = 3 });

        Assert.Equal((3, 1), (task.Number("completed"), task.Number("failures")));
        Assert.Contains("no JSON object", task["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AgentBehindDatasets_SpeaksOfNoGoals()
    {
        using var client = await synter.SignInAsync();
        await client.MadeAsync(new { prompt = "A shop: name", count = 1 });
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.GotoAsync("/agents");
        await page.ArriveAsync(".*/configure");
        var agent = new Uri(page.Url).Segments[2];

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Goal Setting" })).ToHaveCountAsync(0);
        await page.GotoAsync($"/agents/{agent}goals");
        await Expect(page.GetByTestId("works-when-asked")).ToContainTextAsync("it works when it is asked to");
        await page.GetByTestId("works-when-asked").GetByRole(AriaRole.Link, new() { Name = "Datasets" }).ClickAsync();
        await page.ArriveAsync(".*/datasets");
    }

    [Fact]
    public async Task LargerThanAPage_IsAcceptedAsAWhole_ButForWhatWasJudgedBefore()
    {
        using var client = await synter.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A shop: name, city", count = 60 });
        await client.EndedTaskAsync(id);
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync($"/datasets/{id}");

        await page.GetByRole(AriaRole.Button, new() { Name = "Reject record 7", Exact = true }).ClickAsync();
        await Expect(page.GetByTestId("rejected")).ToHaveTextAsync("1");
        await page.GetByTestId("select-all").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Select all 59 not judged yet" }).ClickAsync();
        await page.GetByTestId("accept-selected").ClickAsync();

        await Expect(page.GetByTestId("accepted")).ToHaveTextAsync("59");
        await Expect(page.GetByTestId("rejected")).ToHaveTextAsync("1");
        await Expect(Row(page, 7)).ToContainTextAsync("Rejected");
    }

    [Fact]
    public async Task FormWithMistakes_SaysWhereEachIs_AndSpendsNothing()
    {
        await using var session = await BrowserSession.OpenSignedInAsync(synter);
        var page = session.Page;
        await page.OpenAsync("/datasets");

        await page.GetByTestId("generate").ClickAsync();
        await Expect(page.GetByTestId("field-dataset-prompt")).ToContainTextAsync("Describe the record you want.");
        await Expect(page.GetByLabel("What one record is")).ToBeFocusedAsync();

        await page.GetByLabel("What one record is").FillAsync("A shop: name");
        await page.GetByLabel("How many").FillAsync("201");
        await page.GetByText("Schema, limits and other options").ClickAsync();
        await page.GetByLabel("Record schema").FillAsync("""{"type":"array"}""");
        await page.GetByTestId("generate").ClickAsync();
        await Expect(page.GetByTestId("field-dataset-count")).ToContainTextAsync("1 to 200 records");
        await Expect(page.GetByTestId("field-dataset-schema")).ToContainTextAsync("A record is an object");
        Assert.EndsWith("/datasets", page.Url, StringComparison.Ordinal);
    }

    private static ILocator Good(IPage page) => page.Locator("[data-testid=record-row][data-state=good]");

    private static ILocator Row(IPage page, int index) => page.Locator($"[data-testid=record-row][data-id='{index}']");

    private static Task<string> EmailAsync(IPage page, int index) => Row(page, index).Locator("[data-name=email]").InnerTextAsync();
}
