using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Domain.DataGen;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>Seed 2's addresses and names, with calls counted at a real server.</summary>
public sealed class TasksApiTests(DataGenSynter synter) : IClassFixture<DataGenSynter>, IAsyncLifetime
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
    public async Task Task_MakesOneCallARecord_AndKeepsThemInOrder()
    {
        var task = await _client.MadeAsync(new { prompt = "A customer of a shop", count = 7 });

        Assert.Equal(7, synter.Server.Count);
        Assert.Equal(("succeeded", 7, 7, 0), (task.Text("status"), task.Number("count"), task.Number("completed"), task.Number("failures")));
        Assert.Equal(7, task["results"]!.AsArray().Count);
        Assert.Equal(Enumerable.Range(1, 7), task["results"]!.AsArray().Select(r => r!["number"]!.GetValue<int>()).Order());
        Assert.Equal("A customer of a shop", task.Text("prompt"));
        Assert.All(new[] { "id", "owner", "createdAt", "startedAt", "finishedAt" }, name => Assert.NotEmpty(task.Text(name)));
        Assert.False(task.ContainsKey("errors"));
        Assert.All(synter.Server.Calls, call =>
        {
            Assert.Equal(DataGenConstants.CreateChatCompletionPath, call.Path);
            Assert.Equal($"Bearer {DataGenSynter.Key}", call.Authorization);
            Assert.Equal([("system", DataGenConstants.SystemPrompt), ("user", "A customer of a shop")], call.Messages);
        });
    }

    [Fact]
    public async Task List_IsTheCallersOwn_WithoutResults_PageByPage()
    {
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add((await _client.MadeAsync(new { prompt = $"Thing {i}", count = 1 })).Text("id"));
        }

        var first = await (await _client.GetAsync("/api/tasks?limit=2")).JsonAsync();
        var rest = await (await _client.GetAsync($"/api/tasks?limit=2&cursor={first.Text("nextCursor")}")).JsonAsync();

        Assert.Equal(ids.AsEnumerable().Reverse(), Items(first).Concat(Items(rest)).Select(t => t.Text("id")));
        Assert.Null(rest["nextCursor"]);
        Assert.All(Items(first), task => Assert.False(task.ContainsKey("results")));
        Assert.Equal("bad_cursor", await (await _client.GetAsync("/api/tasks?cursor=garbage")).ProblemAsync(HttpStatusCode.BadRequest));
    }

    [Fact]
    public async Task Metrics_AreTheWorkspaces_AndAgreeWithWhatWasMade()
    {
        Assert.Equal("""{"totalJobs":0,"totalRecordsRequested":0,"totalRecordsGenerated":0,"activeJobs":0,"failedJobs":0,"lastJobAt":null}""",
            (await _client.MetricsAsync()).ToJsonString());

        synter.Server.Answer = call => call.Number == 2 ? InferenceAnswer.Of("no record") : InferenceServer.Plain(call);
        await _client.MadeAsync(new { prompt = "Good, but for one", count = 4 });
        synter.Server.Answer = _ => InferenceAnswer.Of("no record");
        await _client.MadeAsync(new { prompt = "Bad", count = 2 });
        var metrics = await _client.MetricsAsync();

        Assert.Equal((2, 6, 3, 0, 1), (
            metrics.Number("totalJobs"), metrics.Number("totalRecordsRequested"), metrics.Number("totalRecordsGenerated"), metrics.Number("activeJobs"),
            metrics.Number("failedJobs")));
        Assert.NotEmpty(metrics.Text("lastJobAt"));
    }

    [Theory]
    [InlineData("""{"prompt":"p","count":"1e2"}""", "/count")]
    [InlineData("""{"prompt":"p","count":1e2}""", "/count")]
    [InlineData("""{"prompt":"p","count":0}""", "/count")]
    [InlineData("""{"prompt":"p","count":201}""", "/count")]
    [InlineData("""{"prompt":"p","count":-1}""", "/count")]
    [InlineData("""{"prompt":"p","count":1.5}""", "/count")]
    [InlineData("""{"prompt":"p","count":99999999999999999999}""", "/count")]
    [InlineData("""{"prompt":"p","count":null}""", "/count")]
    [InlineData("""{"prompt":"p"}""", "/count")]
    [InlineData("""{"count":1}""", "/prompt")]
    [InlineData("""{"prompt":"","count":1}""", "/prompt")]
    [InlineData("""{"prompt":"  ","count":1}""", "/prompt")]
    [InlineData("""{"prompt":7,"count":1}""", "/prompt")]
    [InlineData("""{"prompt":"a\u0000b","count":1}""", "/prompt")]
    [InlineData("""{"prompt":"p","count":1,"schema":{"type":"object","colour":"red"}}""", "/schema/colour")]
    [InlineData("""{"prompt":"p","count":1,"schema":{"type":"array"}}""", "/schema/type")]
    [InlineData("""{"prompt":"p","count":1,"maxTokens":0}""", "/maxTokens")]
    [InlineData("""{"prompt":"p","count":1,"maxSeconds":0}""", "/maxSeconds")]
    [InlineData("""{"prompt":"p","count":1,"maxCost":1}""", "/maxCost")]
    [InlineData("""{"prompt":"p","count":1,"uniqueFields":["a","a"]}""", "/uniqueFields")]
    public async Task Start_AskedWrongly_NamesTheField(string body, string pointer)
    {
        foreach (var path in new[] { "/api/tasks", "/api/tasks/preview" })
        {
            using var answer = await _client.PostAsync(path, Json(body));
            Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
            Assert.Equal(pointer, (await answer.JsonAsync())["errors"]![0]!["pointer"]!.GetValue<string>());
        }

        Assert.Equal(0, synter.Server.Count);
    }

    [Theory]
    [InlineData(8_000, HttpStatusCode.Accepted)]
    [InlineData(8_001, HttpStatusCode.UnprocessableEntity)]
    [InlineData(900_000, HttpStatusCode.UnprocessableEntity)]
    public async Task Prompt_HasALongestLength(int length, HttpStatusCode expected)
    {
        using var answer = await _client.PostAsJsonAsync("/api/tasks", new { prompt = new string('p', length), count = 1 });

        Assert.True(answer.StatusCode == expected || (length > 100_000 && answer.StatusCode == HttpStatusCode.RequestEntityTooLarge), $"{answer.StatusCode}");
    }

    [Fact]
    public async Task Results_ArePaged()
    {
        var id = (await _client.MadeAsync(new { prompt = "A thing", count = 5 })).Text("id");

        var page = await _client.TaskAsync(id, "?offset=3&limit=10");

        Assert.Equal(2, page["results"]!.AsArray().Count);
        Assert.Empty((await _client.TaskAsync(id, "?offset=9"))["results"]!.AsArray());
        foreach (var (query, pointer) in new[] { ("?offset=-1", "/offset"), ("?limit=0", "/limit"), ("?limit=1001", "/limit") })
        {
            using var answer = await _client.GetAsync($"/api/tasks/{id}{query}");
            Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
            Assert.Equal(pointer, (await answer.JsonAsync())["errors"]![0]!["pointer"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task SameIdempotencyKey_IsTheSameTask()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 2; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/tasks") { Content = Json("""{"prompt":"p","count":2}""") };
            request.Headers.Add("Idempotency-Key", "once");
            ids.Add((await (await _client.SendAsync(request)).JsonAsync()).Text("id"));
        }

        await _client.EndedTaskAsync(Assert.Single(ids));
        Assert.Equal(2, synter.Server.Count);
        Assert.Equal(1, (await _client.MetricsAsync()).Number("totalJobs"));
    }

    [Fact]
    public async Task FirstJobs_AllAtOnce_HireOneAgent()
    {
        var tasks = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _client.MadeAsync(new { prompt = $"p {i}", count = 1 })));

        var hub = await (await _client.GetAsync("/api/cp/my-agents/summary")).JsonAsync();
        Assert.Equal(DataGenConstants.AgentTypeId, Assert.Single(hub["items"]!.AsArray())!["agent_type_id"]!.GetValue<string>());
        Assert.All(tasks, task => Assert.Equal("succeeded", task.Text("status")));
        var runs = (await (await _client.GetAsync($"/agents/runs?agent={DataGenConstants.AgentTypeId}")).JsonAsync())["items"]!.AsArray();
        Assert.Equal(8, runs.Count);
        Assert.All(runs, run => Assert.Null(run!["goal_id"]));
    }

    [Fact]
    public async Task AnotherWorkspacesTask_IsNotThere()
    {
        var id = (await _client.MadeAsync(new { prompt = "Mine", count = 1 })).Text("id");
        using var stranger = await synter.SignInElsewhereAsync();

        foreach (var path in new[] { $"/api/tasks/{id}", $"/api/tasks/{id}/export?format=csv" })
        {
            Assert.Equal("not_found", await (await stranger.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
        }

        foreach (var act in new[] { "cancel", "retry-failed" })
        {
            Assert.Equal("not_found", await (await stranger.PostAsync($"/api/tasks/{id}/{act}", null)).ProblemAsync(HttpStatusCode.NotFound));
        }

        Assert.Equal("not_found", await (await stranger.PostAsJsonAsync($"/api/tasks/{id}/verdicts", new { indexes = new[] { 0 }, verdict = "accepted" })).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await (await stranger.PutAsJsonAsync($"/api/tasks/{id}/schema", new { })).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty(Items(await (await stranger.GetAsync("/api/tasks")).JsonAsync()));
        Assert.Equal(0, (await stranger.MetricsAsync()).Number("totalJobs"));
    }

    [Theory]
    [InlineData("GET", "/api/metrics")]
    [InlineData("GET", "/api/tasks")]
    [InlineData("POST", "/api/tasks")]
    [InlineData("POST", "/api/tasks/preview")]
    [InlineData("GET", "/api/tasks/dst_0199a0000000700080000000000000aa")]
    [InlineData("GET", "/api/tasks/dst_0199a0000000700080000000000000aa/export?format=json")]
    [InlineData("POST", "/api/tasks/dst_0199a0000000700080000000000000aa/cancel")]
    [InlineData("POST", "/api/tasks/dst_0199a0000000700080000000000000aa/retry-failed")]
    [InlineData("POST", "/api/tasks/dst_0199a0000000700080000000000000aa/verdicts")]
    [InlineData("PUT", "/api/tasks/dst_0199a0000000700080000000000000aa/schema")]
    [InlineData("GET", "/api/auth/me")]
    [InlineData("POST", "/api/auth/logout")]
    public async Task Anonymous_IsAskedToSignIn(string method, string path)
    {
        using var nobody = synter.Anonymous();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : Json("{}") };

        Assert.Equal("unauthenticated", await (await nobody.SendAsync(request)).ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("dst_1")]
    [InlineData("run_0199a0000000700080000000000000aa")]
    [InlineData("dst_0199a0000000700080000000000000aa")]
    public async Task WrongId_IsNotFound(string id) =>
        Assert.Equal("not_found", await (await _client.GetAsync($"/api/tasks/{id}")).ProblemAsync(HttpStatusCode.NotFound));

    [Fact]
    public async Task Described_ByOpenApi()
    {
        var paths = (await (await _client.GetAsync("/openapi/v1.json")).JsonAsync())["paths"]!.AsObject();

        Assert.All(
            new[] { "/api/metrics", "/api/tasks", "/api/tasks/{id}", "/api/tasks/{id}/export", "/api/auth/login", "/api/auth/logout", "/api/auth/me" },
            path => Assert.True(paths.ContainsKey(path), path));
    }

    private static IEnumerable<JsonObject> Items(JsonObject list) => list["items"]!.AsArray().Select(i => i!.AsObject());

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
