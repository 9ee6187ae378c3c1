using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>What a dataset may cost: calls at once, tokens, time, and what a preview tells before. Calls are counted at a real server.</summary>
[Collection(ThreeAtOnceSynter.Name)]
public sealed class LimitTests(ThreeAtOnceSynter synter) : IAsyncLifetime
{
    private HttpClient _client = null!;

    public async Task InitializeAsync()
    {
        synter.Server.Reset();
        _client = await synter.SignInElsewhereAsync();
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Calls_AreNeverMoreAtOnceThanAllowed()
    {
        synter.Server.Delay = TimeSpan.FromMilliseconds(30);

        await _client.MadeAsync(new { prompt = "p", count = 20 });

        Assert.Equal((20, 3), (synter.Server.Count, synter.Server.MostAtOnce));
    }

    [Fact]
    public async Task LimitOfTokens_EndsInOrder_AndIsNotPassed()
    {
        var task = await _client.MadeAsync(new { prompt = "p", count = 100, maxTokens = 520 });

        // Each record is 50 tokens: the tenth is the last that fits.
        Assert.Equal((10, "succeeded", 10), (synter.Server.Count, task.Text("status"), task.Number("completed")));
        Assert.Contains("520 tokens", task.Text("stopReason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LimitThatEndedIt_IsRaisedWithTheRetry()
    {
        var id = (await _client.MadeAsync(new { prompt = "p", count = 20, maxTokens = 520 })).Text("id");

        using var lower = await _client.PostAsJsonAsync($"/api/tasks/{id}/retry-failed", new { maxTokens = 519 });
        Assert.Equal("validation_failed", await lower.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        using var same = await _client.PostAsync($"/api/tasks/{id}/retry-failed", null);
        Assert.Contains("520 tokens", (await _client.EndedTaskAsync(id)).Text("stopReason"), StringComparison.Ordinal);
        using var raised = await _client.PostAsJsonAsync($"/api/tasks/{id}/retry-failed", new { maxTokens = 1_000 });
        Assert.Equal(HttpStatusCode.Accepted, raised.StatusCode);

        var whole = await _client.EndedTaskAsync(id);
        Assert.Equal((20, 20, 0), (synter.Server.Count, whole.Number("completed"), whole.Number("failures")));
        Assert.False(whole.ContainsKey("stopReason"));
    }

    [Fact]
    public async Task FewerCallsAtOnce_MayBeChosen_AndNotMore()
    {
        synter.Server.Delay = TimeSpan.FromMilliseconds(30);

        await _client.MadeAsync(new { prompt = "p", count = 10, concurrency = 2 });

        Assert.Equal((10, 2), (synter.Server.Count, synter.Server.MostAtOnce));
        foreach (var concurrency in new[] { 0, 4 })
        {
            using var refused = await _client.PostAsJsonAsync("/api/tasks", new { prompt = "p", count = 10, concurrency });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Equal("/concurrency", (await refused.JsonAsync())["errors"]![0]!["pointer"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Tokens_StandInTheLedger_OfEachRunItsOwn()
    {
        var actor = await _client.ActorAsync();
        synter.Server.Answer = call => call.Number == 1 ? InferenceAnswer.Of("no record") : InferenceServer.Plain(call);
        var id = (await _client.MadeAsync(new { prompt = "p", count = 3 })).Text("id");
        var dataset = await synter.Queries.FindAsync(actor, StrongId.Parse<DatasetId>(id), default);
        Assert.Equal(150, await TokensAsync());

        using var retry = await _client.PostAsync($"/api/tasks/{id}/retry-failed", null);
        await _client.EndedTaskAsync(id);

        Assert.Equal(200, await TokensAsync());

        async Task<long> TokensAsync() =>
            (await synter.Services.GetRequiredService<IUsage>().TotalsAsync(actor.Workspace, dataset!.Agent!.Value, DateTimeOffset.MinValue, default)).Tokens;
    }

    [Fact]
    public async Task LimitOfTime_EndsCallsThatHang()
    {
        synter.Server.Answer = call => call.Number > 5 ? InferenceAnswer.Hang : InferenceServer.Plain(call);

        var task = await _client.MadeAsync(new { prompt = "p", count = 100, maxSeconds = 8 });

        Assert.Equal(("succeeded", 5), (task.Text("status"), task.Number("completed")));
        Assert.Contains("8 seconds", task.Text("stopReason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_MakesThree_KeepsNothing_AndEstimates()
    {
        using var answer = await _client.PostAsJsonAsync("/api/tasks/preview", new { prompt = "p", count = 200 });
        var preview = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal((3, 3), (synter.Server.Count, preview["records"]!.AsArray().Count));
        Assert.Equal("""{"type":"object","properties":{"number":{"type":"integer"},"name":{"type":"string"}},"required":["number","name"]}""", preview["schema"]!.ToJsonString());
        Assert.Equal((200, 8000, 2000), (preview["estimate"]!.AsObject().Number("records"), preview["estimate"]!.AsObject().Number("inputTokens"), preview["estimate"]!.AsObject().Number("outputTokens")));
        Assert.Equal(0, (await _client.MetricsAsync()).Number("totalJobs"));
    }
}
