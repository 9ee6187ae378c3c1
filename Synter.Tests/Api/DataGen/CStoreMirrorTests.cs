using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>Datasets stand in CStore under the seed's keys, sooner or later, and no job waits for it.</summary>
public sealed class CStoreMirrorTests(CStoreMirrorTests.Synter synter) : IClassFixture<CStoreMirrorTests.Synter>
{
    [Fact]
    public async Task Job_StandsInCStoreAsTheApiHasIt()
    {
        synter.Server.Reset();
        synter.Server.Answer = call => call.Number == 2 ? InferenceAnswer.Of("no record") : InferenceServer.Plain(call);
        using var client = await synter.SignInAsync();

        var task = await client.MadeAsync(new { prompt = "A shop \"to the letter\\\": ümlaut 😀", count = 7 });
        var id = task.Text("id");

        var kept = await KeptAsync(id, t => t["status"]!.GetValue<string>() == "succeeded");
        foreach (var name in new[] { "id", "owner", "prompt", "count", "createdAt", "startedAt", "finishedAt", "status", "completed", "failures", "results", "errors" })
        {
            Assert.True(JsonNode.DeepEquals(task[name], kept[name]), $"{name} is {kept[name]} and not {task[name]}");
        }

        Assert.Single(task["errors"]!.AsArray());
        JsonObject? Listed() => synter.CStore.Get($"datagen:user:{RunningSynter.AdminEmail}:tasks", id)?.AsObject();
        await Eventually.TrueAsync(() => Listed()?.Text("status") == "succeeded", "its owner’s list has it");
        var listed = Listed()!;
        Assert.Equal((7, 1), (listed.Number("completed"), listed.Number("failures")));
        Assert.False(listed.ContainsKey("results"));
        Assert.Equal("""["0xai_peer"]""", synter.CStore.LastBody!["chainstore_peers"]!.ToJsonString());
    }

    [Fact]
    public async Task Metrics_AreAHashOfCounters()
    {
        synter.Server.Reset();
        using var client = await synter.SignInAsync();
        await client.MadeAsync(new { prompt = "A shop", count = 3 });

        var metrics = await client.MetricsAsync();

        await Eventually.TrueAsync(
            () => metrics.All(counter => JsonNode.DeepEquals(synter.CStore.Get("datagen:metrics", counter.Key), counter.Value)), "the counters are there");
        Assert.Equal(metrics.Select(counter => counter.Key).Order(StringComparer.Ordinal), synter.CStore.Fields("datagen:metrics"));
    }

    [Fact]
    public async Task Progress_IsMirroredWhileTheJobRuns()
    {
        synter.Server.Reset();
        synter.Server.Answer = call =>
        {
            if (call.Number == 5) synter.Server.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return InferenceServer.Plain(call);
        };
        using var client = await synter.SignInAsync();
        var id = await client.StartTaskAsync(new { prompt = "A shop", count = 40 });

        await KeptAsync(id, t => t["status"]!.GetValue<string>() == "running" && t["completed"]!.GetValue<int>() > 0 && t["results"]!.AsArray().Any(r => r is not null));
        synter.Server.Answer = InferenceServer.Plain;
        synter.Server.Gate!.SetResult();

        await KeptAsync(id, t => t["status"]!.GetValue<string>() == "succeeded" && t["results"]!.AsArray().All(r => r is not null));
    }

    [Fact]
    public async Task CStoreThatIsAway_DelaysTheMirror_AndNotTheJob()
    {
        synter.Server.Reset();
        using var client = await synter.SignInAsync();
        await synter.StopCStoreAsync();

        var task = await client.MadeAsync(new { prompt = "A shop", count = 5 });
        Assert.Equal("succeeded", task.Text("status"));
        await Eventually.TrueAsync(async () => (await ReadyAsync(client))["checks"]!["cstore"]!["status"]!.GetValue<string>() == "degraded", "health tells of it");

        await synter.StartCStoreAsync();
        await KeptAsync(task.Text("id"), t => t["status"]!.GetValue<string>() == "succeeded");
        await Eventually.TrueAsync(async () => (await ReadyAsync(client))["checks"]!["cstore"]!["status"]!.GetValue<string>() == "ok", "health tells that it is over");
    }

    [Theory]
    [InlineData("500")]
    [InlineData("not kept")]
    [InlineData("no JSON")]
    [InlineData("no envelope")]
    [InlineData("refused")]
    public async Task WrongAnswer_IsTriedAgain(string which)
    {
        synter.Server.Reset();
        using var client = await synter.SignInAsync();
        var wrong = 0;
        synter.CStore.Wrong = _ => Interlocked.Increment(ref wrong) > 2 ? null : which switch
        {
            "500" => Results.Text("Internal Server Error", statusCode: 500),
            "not kept" => Results.Json(new { result = false }),
            "no JSON" => Results.Text("<html></html>"),
            "no envelope" => Results.Json(new { ok = true }),
            _ => Results.Json(new { detail = "no" }, statusCode: 422),
        };

        var id = (await client.MadeAsync(new { prompt = "A shop", count = 2 })).Text("id");

        await KeptAsync(id, t => t["status"]!.GetValue<string>() == "succeeded");
        Assert.True(wrong > 2);
    }

    [Fact]
    public async Task Retry_IsMirroredToo()
    {
        synter.Server.Reset();
        synter.Server.Answer = call => call.Number == 1 ? InferenceAnswer.Of("no record") : InferenceServer.Plain(call);
        using var client = await synter.SignInAsync();
        var id = (await client.MadeAsync(new { prompt = "A shop", count = 3 })).Text("id");
        await KeptAsync(id, t => t["failures"]!.GetValue<int>() == 1);

        using var retry = await client.PostAsync(new Uri($"/api/tasks/{id}/retry-failed", UriKind.Relative), null);

        var kept = await KeptAsync(id, t => t["failures"]!.GetValue<int>() == 0 && t["status"]!.GetValue<string>() == "succeeded");
        Assert.All(kept["results"]!.AsArray(), Assert.NotNull);
        Assert.False(kept.ContainsKey("errors"));
    }

    private static async Task<JsonObject> ReadyAsync(HttpClient client) => await (await client.GetAsync("/health/ready")).JsonAsync();

    private async Task<JsonObject> KeptAsync(string id, Func<JsonObject, bool> condition)
    {
        JsonObject? kept = null;
        await Eventually.TrueAsync(() => (kept = synter.CStore.Get($"datagen:task:{id}")?.AsObject()) is not null && condition(kept), $"{id} stands in CStore");
        return kept!;
    }

    public sealed class Synter : DataGenSynter
    {
        public CStoreServer CStore { get; private set; } = null!;

        protected override IEnumerable<string> MoreSettings =>
            ["--DATAGEN_STORE=cstore", $"--EE_CHAINSTORE_API_URL={CStore.Address}", """--EE_CHAINSTORE_PEERS=["0xai_peer"]""", "--EE_R1FS_API_HOST=127.0.0.1"];

        public async Task StopCStoreAsync() => await CStore.DisposeAsync();

        public async Task StartCStoreAsync() => CStore = await CStoreServer.StartAsync(CStore.Address);

        public override async Task InitializeAsync()
        {
            CStore = await CStoreServer.StartAsync();
            await base.InitializeAsync();
        }

        public override async Task DisposeAsync()
        {
            await base.DisposeAsync();
            await CStore.DisposeAsync();
        }
    }
}
