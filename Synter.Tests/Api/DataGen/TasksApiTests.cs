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
}
