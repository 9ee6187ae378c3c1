using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class HiredAgentsApiTests(RunningSynter synter) : IAsyncLifetime
{
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await synter.SignInElsewhereAsync();

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Draft_Incomplete_IsKeptAndSaysWhatIsMissing()
    {
        using var answer = await _client.SaveDraftAsync(new() { ["nickname"] = "Asha", ["platforms_enabled"] = new JsonArray("x") });
        var draft = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("draft", draft["status"]!.GetValue<string>());
        Assert.False(draft["configured"]!.GetValue<bool>());
        Assert.Equal("Asha", draft["nickname"]!.GetValue<string>());
        Assert.Equal(
            ["/config/avatar", "/config/brand_name", "/config/location", "/config/offerings", "/config/platform_credentials", "/config/platform_credentials/x", "/config/primary_language", "/config/timezone"],
            Pointers(draft, "missing"));
        Assert.All(draft["missing"]!.AsArray(), m => Assert.NotEmpty(m!["message"]!.GetValue<string>()));
        Assert.Equal(draft["etag"]!.GetValue<string>(), answer.Headers.ETag!.ToString());
        var read = await (await _client.GetAsync($"/api/v1/hired-agents/{Id(draft)}")).JsonAsync();
        Assert.True(JsonNode.DeepEquals(draft, read));
    }

    [Fact]
    public async Task Finalize_Incomplete_IsRefusedWithEveryPointer()
    {
        var draft = await (await _client.SaveDraftAsync([])).JsonAsync();

        using var answer = await _client.PostAsync($"/api/v1/hired-agents/{Id(draft)}/finalize", null);

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(Pointers(draft, "missing"), Pointers(await answer.JsonAsync(), "errors"));
    }

    [Fact]
    public async Task Finalize_Whole_IsConfigured()
    {
        var draft = await (await _client.SaveDraftAsync(await synter.MarketingConfigAsync(_client))).JsonAsync();
        Assert.Equal(("draft", true), (draft["status"]!.GetValue<string>(), draft["configured"]!.GetValue<bool>()));

        var done = await (await _client.PostAsync($"/api/v1/hired-agents/{Id(draft)}/finalize", null)).JsonAsync();

        Assert.Equal(("configured", true), (done["status"]!.GetValue<string>(), done["configured"]!.GetValue<bool>()));
        Assert.Empty(done["missing"]!.AsArray());
    }

    [Theory]
    [InlineData("brand_name", "7", "validation_failed", "/config/brand_name")]
    [InlineData("brand_name", "null", "validation_failed", "/config/brand_name")]
    [InlineData("colour", "\"red\"", "validation_failed", "/config/colour")]
    [InlineData("offerings", "\"implants\"", "validation_failed", "/config/offerings")]
    [InlineData("platforms_enabled", "[\"myspace\"]", "validation_failed", "/config/platforms_enabled/0")]
    [InlineData("timezone", "\"Mars/Olympus\"", "validation_failed", "/config/timezone")]
    [InlineData("review_policy", "\"none\"", "validation_failed", "/config/review_policy")]
    [InlineData("access_token", "\"abc\"", "raw_secret", "/config/access_token")]
    [InlineData("posting_identity", "\"EAAGm0PX4ZCpsBAKZCZBZ12345abcdef\"", "raw_secret", "/config/posting_identity")]
    [InlineData("platform_credentials", "{\"x\":\"hunter2\"}", "raw_secret", "/config/platform_credentials/x")]
    [InlineData("platform_credentials", "{\"x\":\"cred_0192f0c123457abc8def0123456789ff\"}", "unknown_credential", "/config/platform_credentials/x")]
    public async Task Draft_Wrong_IsRefusedAndChangesNothing(string field, string value, string code, string pointer)
    {
        var draft = await (await _client.SaveDraftAsync(new() { ["nickname"] = "Asha" })).JsonAsync();

        using var answer = await _client.SaveDraftAsync(new() { ["nickname"] = "Vice", [field] = JsonNode.Parse(value) }, Id(draft));

        Assert.Equal(code, await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal([pointer], Pointers(await answer.JsonAsync(), "errors"));
        Assert.Equal("Asha", (await (await _client.GetAsync($"/api/v1/hired-agents/{Id(draft)}")).JsonAsync())["nickname"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"config":{}}""", 422, "validation_failed", "/agent_type_id")]
    [InlineData("""{"agent_type_id":7,"config":"x"}""", 422, "validation_failed", "/agent_type_id /config")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{},"colour":1}""", 422, "validation_failed", "/colour")]
    [InlineData("""{"agent_type_id":"a\u0000b","config":{}}""", 422, "validation_failed", "/agent_type_id")]
    [InlineData("""{"agent_type_id":"none.v1","config":{}}""", 422, "validation_failed", "/agent_type_id")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{"nickname":"\ud800"}}""", 422, "validation_failed", "/config")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{"nickname":"\u0000"}}""", 422, "validation_failed", "/config/nickname")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{"nickname":"a","nickname":"b"}}""", 400, "malformed", "")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":""", 400, "malformed", "")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{},"hired_instance_id":"hag_none"}""", 404, "not_found", "")]
    [InlineData("""{"agent_type_id":"marketing.healthcare.v1","config":{},"hired_instance_id":"hag_0192f0c123457abc8def0123456789ff"}""", 404, "not_found", "")]
    public async Task Draft_MisshapenBody_SaysWhatIsWrong(string body, int status, string code, string pointers)
    {
        using var answer = await _client.PutAsync("/api/v1/hired-agents/draft", new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.Equal(code, await answer.ProblemAsync((HttpStatusCode)status));
        Assert.Equal(pointers.Split(' ', StringSplitOptions.RemoveEmptyEntries), Pointers(await answer.JsonAsync(), "errors"));
    }

    [Fact]
    public async Task Draft_IfMatch_HoldsBackAStaleSave()
    {
        var draft = await (await _client.SaveDraftAsync(new() { ["nickname"] = "Asha" })).JsonAsync();
        _ = await (await _client.SaveDraftAsync(new() { ["nickname"] = "Vice" }, Id(draft))).JsonAsync();

        using var stale = await SaveIfMatchAsync(Id(draft), draft["etag"]!.GetValue<string>());
        using var any = await SaveIfMatchAsync(Id(draft), "*");

        Assert.Equal("stale_revision", await stale.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal(HttpStatusCode.OK, any.StatusCode);
    }

    [Fact]
    public async Task PauseResumeEnd_WalkThroughTheStates()
    {
        var id = await synter.HireMarketingAsync(_client);
        Assert.Equal("wrong_state", await (await ActAsync(id, "pause")).ProblemAsync(HttpStatusCode.Conflict));
        using var goal = await _client.PutAsJsonAsync($"/api/v1/hired-agents/{id}/goals", new { goal_template_id = "weekly_multichannel_batch" });

        Assert.Equal("paused", await StatusAsync(await ActAsync(id, "pause")));
        Assert.Empty((await GoalAsync(id))["next_runs"]!.AsArray());
        Assert.Equal("wrong_state", await (await ActAsync(id, "pause")).ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal("active", await StatusAsync(await ActAsync(id, "resume")));
        Assert.Equal(3, (await GoalAsync(id))["next_runs"]!.AsArray().Count);
        Assert.Equal("ended", await StatusAsync(await ActAsync(id, "end")));
        Assert.Equal("wrong_state", await (await ActAsync(id, "resume")).ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal("wrong_state", await (await _client.SaveDraftAsync(new() { ["nickname"] = "Vice" }, id)).ProblemAsync(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/finalize")]
    [InlineData("POST", "/pause")]
    [InlineData("POST", "/resume")]
    [InlineData("POST", "/end")]
    [InlineData("GET", "/goals")]
    public async Task AnotherWorkspacesAgent_IsNotThere(string method, string path)
    {
        var id = await synter.HireMarketingAsync(_client);
        using var other = await synter.SignInElsewhereAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/hired-agents/{id}{path}");

        using var answer = await other.SendAsync(request);

        Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task BySubscription_ThereIsNoneYet()
    {
        Assert.Equal("not_found", await (await _client.GetAsync("/api/v1/hired-agents/by-subscription/sub_1")).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty((await (await _client.GetAsync("/api/cp/subscriptions")).JsonAsync())["items"]!.AsArray());
    }

    private async Task<HttpResponseMessage> SaveIfMatchAsync(string id, string etag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/hired-agents/draft")
        {
            Content = JsonContent.Create(new { hired_instance_id = id, agent_type_id = MarketingCases.Type, config = new { nickname = "Mine" } }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await _client.SendAsync(request);
    }

    private Task<HttpResponseMessage> ActAsync(string id, string act) => _client.PostAsync($"/api/v1/hired-agents/{id}/{act}", null);

    private async Task<JsonObject> GoalAsync(string id) =>
        (await (await _client.GetAsync($"/api/v1/hired-agents/{id}/goals")).JsonAsync())["items"]![0]!.AsObject();

    private static async Task<string> StatusAsync(HttpResponseMessage answer) => (await answer.JsonAsync())["status"]!.GetValue<string>();

    private static string Id(JsonObject agent) => agent["hired_instance_id"]!.GetValue<string>();

    private static IEnumerable<string> Pointers(JsonObject answer, string list) =>
        (answer[list]?.AsArray() ?? []).Select(e => e!["pointer"]!.GetValue<string>()).Order(StringComparer.Ordinal);
}
