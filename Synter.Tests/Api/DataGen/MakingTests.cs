using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>How records are made: refusals, repairs, cancels. Calls are counted at a real server.</summary>
[Collection(ThreeAtOnceSynter.Name)]
public sealed class MakingTests(ThreeAtOnceSynter synter) : IAsyncLifetime
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
    public async Task Busy_IsWaitedForAsAsked_AndTheOthersGoOn()
    {
        var times = new ConcurrentDictionary<int, long>();
        synter.Server.Answer = call =>
        {
            times[call.Number] = TimeProvider.System.GetTimestamp();
            return call.Number == 1 ? InferenceAnswer.Refuse(429, retryAfterSeconds: 2) : InferenceServer.Plain(call);
        };

        var task = await _client.MadeAsync(new { prompt = "p", count = 6 });

        Assert.Equal((7, 0), (synter.Server.Count, task.Number("failures")));
        // The seventh call is the first record's second; the five others did not wait for it.
        Assert.True(TimeProvider.System.GetElapsedTime(times[1], times[7]) > TimeSpan.FromSeconds(1.9));
        Assert.True(TimeProvider.System.GetElapsedTime(times[1], times[6]) < TimeProvider.System.GetElapsedTime(times[1], times[7]));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task Failing_IsTriedAgain(int status)
    {
        synter.Server.Answer = call => call.Number <= 2 ? InferenceAnswer.Refuse(status) : InferenceServer.Plain(call);

        var task = await _client.MadeAsync(new { prompt = "p", count = 3 });

        Assert.Equal((5, 3, 0), (synter.Server.Count, task.Number("completed"), task.Number("failures")));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Refused_IsTheRecordsFailure_AndNotTriedAgain(int status)
    {
        synter.Server.Answer = call => call.Number == 2 ? InferenceAnswer.Refuse(status) : InferenceServer.Plain(call);

        var task = await _client.MadeAsync(new { prompt = "p", count = 4 });

        Assert.Equal((4, "succeeded", 4, 1), (synter.Server.Count, task.Text("status"), task.Number("completed"), task.Number("failures")));
        var error = Assert.Single(task["errors"]!.AsArray())!.AsObject();
        Assert.Null(task["results"]![error.Number("index")]);
        Assert.Contains($"{status}", error.Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unauthorised_EndsTheJob_WithoutAskingForEachRecord()
    {
        synter.Server.Answer = call => call.Number <= 3 ? InferenceServer.Plain(call) : InferenceAnswer.Refuse(401);

        // One at a time: an answer under way is given up when a refusal overtakes it.
        var task = await _client.MadeAsync(new { prompt = "p", count = 100, concurrency = 1 });

        Assert.Equal(("failed", "inference_unauthorised"), (task.Text("status"), task["error"]!.AsObject().Text("code")));
        Assert.Equal((4, 3), (synter.Server.Count, task.Number("completed")));
        var run = (await (await _client.GetAsync("/agents/runs")).JsonAsync())["items"]![0]!.AsObject();
        Assert.Equal("failed_auth", run.Text("status"));
        Assert.Equal((0, 1, 3), await MetricsAsync());
    }

    [Theory]
    [InlineData("Here you are:\n```json\n{\"a\": 1}\n```", "{\"a\":1}", null)]
    [InlineData("{\"a\":1}{\"a\":2}", null, "more than one")]
    [InlineData("{\"a\":1", null, "ends in the middle")]
    [InlineData("I cannot do that.", null, "no JSON object")]
    public async Task Reply_IsReadOrKeptAsItCame(string reply, string? record, string? error)
    {
        synter.Server.Answer = _ => InferenceAnswer.Of(reply);

        var task = await _client.MadeAsync(new { prompt = "p", count = 1 });

        Assert.Equal(1, synter.Server.Count);
        Assert.Equal(record, task["results"]![0]?.ToJsonString());
        Assert.Contains(error ?? "", task["errors"]?[0]!.AsObject().Text("message") ?? "", StringComparison.Ordinal);
        var kept = await synter.Queries.RecordAsync(await _client.ActorAsync(), StrongId.Parse<DatasetId>(task.Text("id")), 0, default);
        Assert.Equal(reply, kept!.RawReply);
        Assert.Equal((1, 40, 10), (kept.Row.Attempts, kept.Row.InputTokens, kept.Row.OutputTokens));
    }

    [Fact]
    public async Task Misfit_IsAskedForOnceMoreWithTheViolation_ThenFails()
    {
        var schema = JsonNode.Parse("""{"type":"object","required":["age"],"properties":{"age":{"type":"integer","minimum":18}}}""");
        synter.Server.Answer = call => InferenceAnswer.Of(call.Messages.Count == 2 ? """{"age":7}""" : call.Number % 2 == 0 ? """{"age":40}""" : """{"age":8}""");
        synter.Server.Gate = null;

        var task = await _client.MadeAsync(new { prompt = "p", count = 1, schema });

        Assert.Equal(2, synter.Server.Count);
        Assert.Equal("""[{"age":40}]""", task["results"]!.ToJsonString());
        var again = synter.Server.Calls.Last().Messages;
        Assert.Equal(["system", "user", "assistant", "user"], again.Select(m => m.Role));
        Assert.Equal("""{"age":7}""", again[2].Content);
        Assert.Contains("/age", again[3].Content, StringComparison.Ordinal);
        Assert.Contains("minimum", again[1].Content, StringComparison.Ordinal);

        synter.Server.Reset();
        synter.Server.Answer = _ => InferenceAnswer.Of("""{"age":7}""");
        var failed = await _client.MadeAsync(new { prompt = "p", count = 1, schema });
        Assert.Equal((2, "failed", 1), (synter.Server.Count, failed.Text("status"), failed.Number("failures")));
        Assert.Contains("/age", failed["errors"]![0]!.AsObject().Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UniqueFields_AreKeptUnique()
    {
        synter.Server.Answer = call => InferenceAnswer.Of($$"""{"mail":"{{(call.Messages.Count > 2 ? call.Number : 0)}}@example.com"}""");

        var task = await _client.MadeAsync(new { prompt = "p", count = 5, uniqueFields = new[] { "mail" } });

        Assert.Equal(0, task.Number("failures"));
        Assert.Equal(5, task["results"]!.AsArray().Select(r => r!.AsObject().Text("mail")).Distinct().Count());
        Assert.Equal(9, synter.Server.Count);
    }

    [Fact]
    public async Task RetryFailed_MakesTheMissingOnly()
    {
        synter.Server.Answer = call => call.Number is 2 or 5 ? InferenceAnswer.Of("none") : InferenceServer.Plain(call);
        var before = await _client.MadeAsync(new { prompt = "p", count = 6 });
        var id = before.Text("id");
        Assert.Equal((6, 2), (before.Number("completed"), before.Number("failures")));

        using var retried = await _client.PostAsync($"/api/tasks/{id}/retry-failed", null);
        Assert.Equal(HttpStatusCode.Accepted, retried.StatusCode);
        var after = await _client.EndedTaskAsync(id);

        Assert.Equal(8, synter.Server.Count);
        Assert.Equal((6, 0), (after.Number("completed"), after.Number("failures")));
        var kept = before["results"]!.AsArray();
        Assert.All(Enumerable.Range(0, 6).Where(i => kept[i] is not null), i => Assert.Equal(kept[i]!.ToJsonString(), after["results"]![i]!.ToJsonString()));
        Assert.Equal((0, 0, 6), await MetricsAsync());
        using var again = await _client.PostAsync($"/api/tasks/{id}/retry-failed", null);
        Assert.Equal("wrong_state", await again.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Cancel_KeepsWhatIsThere_AndRetryMakesTheRest()
    {
        var gate = new TaskCompletionSource();
        synter.Server.Answer = call =>
        {
            synter.Server.Gate = call.Number >= 4 ? gate : null;
            return InferenceServer.Plain(call);
        };
        var id = await _client.StartTaskAsync(new { prompt = "p", count = 50 });
        await Eventually.TrueAsync(async () => synter.Server.AtOnce == 3 && (await _client.TaskAsync(id)).Number("completed") >= 3, "three calls hang after some were answered");
        Assert.Equal("wrong_state", await (await _client.PostAsync($"/api/tasks/{id}/retry-failed", null)).ProblemAsync(HttpStatusCode.Conflict));
        var detail = await synter.Queries.FindAsync(await _client.ActorAsync(), StrongId.Parse<DatasetId>(id), default);
        await Eventually.TrueAsync(
            async () => (detail = await synter.Queries.FindAsync(await _client.ActorAsync(), StrongId.Parse<DatasetId>(id), default))!.InFlight.Count == 3, "what is in flight shows");
        Assert.All(detail!.InFlight, call => Assert.Equal((1, InFlightPhase.Waiting), (call.Attempt, call.Phase)));

        using var cancelled = await _client.PostAsync($"/api/tasks/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        var task = await _client.EndedTaskAsync(id);
        var kept = task.Number("completed");
        Assert.Equal("failed", task.Text("status"));
        Assert.Equal(kept, task["results"]!.AsArray().Count(r => r is not null));
        Assert.Equal("wrong_state", await (await _client.PostAsync($"/api/tasks/{id}/cancel", null)).ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal((0, 1, kept), await MetricsAsync());

        gate.SetResult();
        synter.Server.Reset();
        (await _client.PostAsync($"/api/tasks/{id}/retry-failed", null)).EnsureSuccessStatusCode();
        var whole = await _client.EndedTaskAsync(id);
        Assert.Equal(("succeeded", 50, 50 - kept), (whole.Text("status"), whole.Number("completed"), synter.Server.Count));
        Assert.Equal((0, 0, 50), await MetricsAsync());
    }

    private async Task<(int Active, int Failed, int Generated)> MetricsAsync()
    {
        var metrics = await _client.MetricsAsync();
        return (metrics.Number("activeJobs"), metrics.Number("failedJobs"), metrics.Number("totalRecordsGenerated"));
    }
}
