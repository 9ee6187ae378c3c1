using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Synter.Domain.DataGen;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Api.DataGen;

/// <summary>The three ways a server is spoken to, over real sockets, each through a whole Synter.</summary>
public sealed class DialectTests
{
    [Theory]
    [InlineData("", "/v1/chat/completions")]
    [InlineData("v1", "/v1/chat/completions")]
    [InlineData("proxy/v1/", "/proxy/v1/chat/completions")]
    public async Task ChatCompletions_AreAskedWithAModel(string basePath, string expected)
    {
        await using var synter = new Speaking("chat_completions", basePath, "--DATAGEN_INFERENCE_MODEL=small-1");
        using var client = await synter.StartAsync();

        var task = await client.MadeAsync(new { prompt = "p", count = 2 });

        Assert.Equal("succeeded", task.Text("status"));
        Assert.All(synter.Server.Calls, call =>
        {
            Assert.Equal((expected, $"Bearer {DataGenSynter.Key}", "small-1"), (call.Path, call.Authorization, call.Body.Text("model")));
            Assert.Equal([("system", DataGenConstants.SystemPrompt), ("user", "p")], call.Messages);
            Assert.False(call.Body.ContainsKey("temperature"));
        });
        Assert.StartsWith("small-1 at ", task.Text("source"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anthropic_IsAskedThroughItsSdk_AndItsRefusalsAreRead()
    {
        await using var synter = new Speaking("anthropic", "", "--DATAGEN_INFERENCE_MODEL=claude-haiku-5-5");
        using var client = await synter.StartAsync();
        synter.Server.Answer = call => call.Number == 1 ? InferenceAnswer.Refuse(529, retryAfterSeconds: 1) : InferenceServer.Plain(call);

        var task = await client.MadeAsync(new { prompt = "p", count = 2 });

        Assert.Equal(("succeeded", 3), (task.Text("status"), synter.Server.Count));
        Assert.All(synter.Server.Calls, call =>
        {
            Assert.Equal(("/v1/messages", "claude-haiku-5-5", "p"), (call.Path, call.Body.Text("model"), call.Question));
            Assert.Contains(DataGenConstants.SystemPrompt, call.Body["system"]!.ToJsonString(), StringComparison.Ordinal);
        });

        synter.Server.Answer = _ => InferenceAnswer.Refuse(401);
        var refused = await client.MadeAsync(new { prompt = "p", count = 5 });
        Assert.Equal("inference_unauthorised", refused["error"]!.AsObject().Text("code"));
    }

    [Fact]
    public async Task Ratio1_IsReadInItsEnvelope_AndItsRefusalsWith200()
    {
        await using var synter = new Speaking("create_chat_completion", "");
        using var client = await synter.StartAsync();
        synter.Server.Answer = call => call.Number switch
        {
            1 => new InferenceAnswer(200, null, Body: """{"result":{"REQUEST_ID":"1","MODEL_NAME":"m","TEXT_RESPONSE":"{\"a\":1}"},"server_node_addr":"x"}"""),
            2 => new InferenceAnswer(200, null, Body: """{"result":{"error":"Rate limit exceeded for subject x. Max 3 requests per minute","status":"error"}}"""),
            3 => new InferenceAnswer(200, null, Body: """{"result":{"FULL_OUTPUT":{"choices":[{"message":{"content":"{\"a\":2}"}}],"usage":{"prompt_tokens":5,"completion_tokens":6}}}}"""),
            _ => new InferenceAnswer(200, null, Body: """{"odd":true}"""),
        };

        var task = await client.MadeAsync(new { prompt = "p", count = 3 });

        Assert.Equal((4, 1), (synter.Server.Count, task.Number("failures")));
        Assert.Equal(["""{"a":1}""", """{"a":2}"""], task["results"]!.AsArray().Where(r => r is not null).Select(r => r!.ToJsonString()).Order());
    }

    [Fact]
    public async Task Hanging_TimesOut_AndIsTheRecordsFailure()
    {
        await using var synter = new Speaking("create_chat_completion", "", "--DATAGEN_INFERENCE_TIMEOUT_SECONDS=1");
        using var client = await synter.StartAsync();
        synter.Server.Answer = _ => InferenceAnswer.Hang;

        var task = await client.MadeAsync(new { prompt = "p", count = 1 });

        Assert.Equal(("failed", "no_records", 2), (task.Text("status"), task["error"]!.AsObject().Text("code"), synter.Server.Count));
        Assert.Contains("in time", task["errors"]![0]!.AsObject().Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_IsNeverLogged_NorShown()
    {
        await using var synter = new Speaking("create_chat_completion", "", "--LOG_LEVEL=trace");
        using var client = await synter.StartAsync();
        synter.Server.Answer = call => call.Number % 2 == 0 ? InferenceAnswer.Refuse(500) : InferenceServer.Plain(call);
        var task = await client.MadeAsync(new { prompt = "p", count = 3 });
        synter.Server.Answer = _ => InferenceAnswer.Refuse(401);
        await client.MadeAsync(new { prompt = "p", count = 1 });

        Assert.NotEmpty(synter.Logs.Lines);
        Assert.DoesNotContain(synter.Logs.Lines, line => line.Text.Contains(DataGenSynter.Key, StringComparison.Ordinal));
        Assert.DoesNotContain(DataGenSynter.Key, task.ToJsonString(), StringComparison.Ordinal);
        var settings = synter.Services.GetRequiredService<Synter.Infrastructure.Settings.SynterSettings>();
        Assert.DoesNotContain(DataGenSynter.Key, settings.ToString(), StringComparison.Ordinal);
    }

    private sealed class Speaking(string api, string basePath, params string[] more) : DataGenSynter, IAsyncDisposable
    {
        public RecordedLogs Logs { get; } = new();

        protected override IEnumerable<string> Settings =>
        [
            $"--DATAGEN_INFERENCE_API={api}", $"--DATAGEN_INFERENCE_BASE_URL={new Uri(Server.Address, basePath)}", $"--DATAGEN_INFERENCE_API_KEY={Key}", .. more,
        ];

        public async Task<HttpClient> StartAsync()
        {
            await InitializeAsync();
            return await SignInAsync();
        }

        // In place of the console, which a trace would fill.
        protected override void Configure(IServiceCollection services) => services.AddLogging(logs => logs.ClearProviders().AddProvider(Logs));

        async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
    }
}
