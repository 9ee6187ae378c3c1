using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

/// <summary>Runs of the real marketing agent, through the whole of a running Synter.</summary>
public sealed class RunsApiTests(RunsApiTests.WithASlowSkill synter) : IClassFixture<RunsApiTests.WithASlowSkill>, IAsyncLifetime
{
    private HttpClient _client = null!;
    private string _agent = "";
    private string _goal = "";

    public async Task InitializeAsync()
    {
        _client = await synter.SignInElsewhereAsync();
        _agent = await synter.HireMarketingAsync(_client);
        using var saved = await _client.PutAsJsonAsync(
            $"/api/v1/hired-agents/{_agent}/goals",
            new { goal_template_id = "weekly_multichannel_batch", frequency = "on_demand", settings = new JsonObject() });
        _goal = (await saved.JsonAsync())["goal_id"]!.GetValue<string>();
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Run_OfAGoal_IsAcceptedWatchedAndLeavesDeliverables()
    {
        using var started = await StartAsync();
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var id = (await started.JsonAsync())["run_id"]!.GetValue<string>();
        Assert.StartsWith("run_", id, StringComparison.Ordinal);
        Assert.Equal("queued", (await started.JsonAsync())["status"]!.GetValue<string>());

        var run = await UntilAsync(id, "succeeded");

        Assert.Equal((_goal, _goal, MarketingCases.Type, _agent), (Text(run, "job_id"), Text(run, "goal_id"), Text(run, "agent"), Text(run, "hired_instance_id")));
        Assert.Equal((true, false, 1, 100), (
            run["ok"]!.GetValue<bool>(), run["dry_run"]!.GetValue<bool>(), run["attempt"]!.GetValue<int>(), run["progress"]!["percent"]!.GetValue<int>()));
        Assert.NotEmpty(run["deliverable_ids"]!.AsArray());
        Assert.All(run["deliverable_ids"]!.AsArray(), dlv => Assert.StartsWith("dlv_", dlv!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(32, Text(run, "correlation_id").Length);
        Assert.All(
            new[] { "queued_at", "started_at", "finished_at", "metrics", "records_written", "notes", "params" }, name => Assert.NotNull(run[name]));
        Assert.All(new[] { "error", "window" }, name => Assert.True(run.ContainsKey(name) && run[name] is null));

        var log = (await (await _client.GetAsync($"/agents/runs/{id}/log")).JsonAsync())["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, log.Count), log.Select(line => line!["seq"]!.GetValue<int>()));
        Assert.All(log, line => Assert.Contains(line!["level"]!.GetValue<string>(), new[] { "info", "warn", "error" }));
    }

    [Theory]
    [InlineData("""{"dry_run":true}""")]
    [InlineData("""{"dryRun":true}""")]
    public async Task DryRun_LeavesMetricsAndNotesOnly(string request)
    {
        using var started = await StartAsync(request);
        var run = await UntilAsync((await started.JsonAsync())["run_id"]!.GetValue<string>(), "succeeded");

        Assert.True(run["dry_run"]!.GetValue<bool>());
        Assert.Empty(run["deliverable_ids"]!.AsArray());
    }

    [Fact]
    public async Task SameIdempotencyKey_IsTheSameRun_AndAnotherBodyIsRefused()
    {
        using var first = await StartAsync("{}", "once");
        using var again = await StartAsync("{}", "once");
        using var other = await StartAsync("""{"dry_run":true}""", "once");

        Assert.Equal(Text(await first.JsonAsync(), "run_id"), Text(await again.JsonAsync(), "run_id"));
        Assert.Equal("idempotency_mismatch", await other.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Single((await ListAsync()).AsArray());
    }

    [Fact]
    public async Task List_FiltersAndPages()
    {
        for (var i = 0; i < 3; i++)
        {
            using var started = await StartAsync("""{"dry_run":true}""");
            await UntilAsync(Text(await started.JsonAsync(), "run_id"), "succeeded");
        }

        Assert.Equal(3, (await ListAsync($"?agent={MarketingCases.Type}&hired_instance_id={_agent}&status=succeeded")).AsArray().Count);
        Assert.Empty((await ListAsync("?status=failed,failed_auth")).AsArray());
        Assert.Empty((await ListAsync("?agent=none")).AsArray());
        var page = await (await _client.GetAsync("/agents/runs?limit=2")).JsonAsync();
        var rest = await (await _client.GetAsync($"/agents/runs?limit=2&cursor={page["next_cursor"]}")).JsonAsync();
        Assert.Equal((2, 1), (page["items"]!.AsArray().Count, rest["items"]!.AsArray().Count));
        Assert.Null(rest["next_cursor"]);
    }

    [Theory]
    [InlineData("?limit=0", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("?limit=201", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("?cursor=garbage", HttpStatusCode.BadRequest, "bad_cursor")]
    [InlineData("?status=sleeping", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("?hired_instance_id=asha", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    public async Task List_AskedWrongly_SaysSo(string query, HttpStatusCode status, string code) =>
        Assert.Equal(code, await (await _client.GetAsync("/agents/runs" + query)).ProblemAsync(status));

    [Fact]
    public async Task Cancel_OfARunningRun_StopsIt()
    {
        using var held = synter.Hold();
        using var started = await StartAsync();
        var id = Text(await started.JsonAsync(), "run_id");
        await UntilAsync(id, "running");

        using var cancelled = await _client.PostAsync($"/agents/runs/{id}/cancel", null);
        Assert.Equal(HttpStatusCode.Accepted, cancelled.StatusCode);
        var run = await UntilAsync(id, "cancelled");

        Assert.Null(run["ok"]);
        Assert.Empty(run["deliverable_ids"]!.AsArray());
        using var again = await _client.PostAsync($"/agents/runs/{id}/cancel", null);
        Assert.Equal("wrong_state", await again.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task AnotherWorkspacesRun_IsNotThere()
    {
        using var started = await StartAsync();
        var id = Text(await started.JsonAsync(), "run_id");
        using var stranger = await synter.SignInElsewhereAsync();

        foreach (var path in new[] { $"/agents/runs/{id}", $"/agents/runs/{id}/log" })
        {
            Assert.Equal("not_found", await (await stranger.GetAsync(path)).ProblemAsync(HttpStatusCode.NotFound));
        }

        Assert.Equal("not_found", await (await stranger.PostAsync($"/agents/runs/{id}/cancel", null)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("not_found", await (await stranger.PostAsync($"/api/v1/goals/{_goal}/run", null)).ProblemAsync(HttpStatusCode.NotFound));
        Assert.Empty((await (await stranger.GetAsync("/agents/runs")).JsonAsync())["items"]!.AsArray());
    }

    [Theory]
    [InlineData("/agents/runs")]
    [InlineData("/agents/runs/run_0199a0000000700080000000000000aa")]
    [InlineData("/agents/runs/run_0199a0000000700080000000000000aa/log")]
    public async Task Anonymous_IsAskedToSignIn(string path)
    {
        using var nobody = synter.Anonymous();

        Assert.Equal("unauthenticated", await (await nobody.GetAsync(path)).ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData("run_1")]
    [InlineData("run_0199A0000000700080000000000000AA")]
    [InlineData("dlv_0199a0000000700080000000000000aa")]
    public async Task WrongId_IsNotFound(string id) =>
        Assert.Equal("not_found", await (await _client.GetAsync($"/agents/runs/{id}")).ProblemAsync(HttpStatusCode.NotFound));

    private async Task<HttpResponseMessage> StartAsync(string body = "{}", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/goals/{_goal}/run")
        {
            Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await _client.SendAsync(request);
    }

    private async Task<JsonNode> ListAsync(string query = "") => (await (await _client.GetAsync("/agents/runs" + query)).JsonAsync())["items"]!;

    private async Task<JsonObject> UntilAsync(string run, string status)
    {
        JsonObject found = [];
        await Eventually.TrueAsync(
            async () => Text(found = await (await _client.GetAsync($"/agents/runs/{run}")).JsonAsync(), "status") == status, $"{run} is {status}");
        return found;
    }

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();

    /// <summary>A Synter whose skills can be held, to be caught running.</summary>
    public sealed class WithASlowSkill : RunningSynter
    {
        private volatile TaskCompletionSource? _held;

        public IDisposable Hold()
        {
            _held = new TaskCompletionSource();
            return new Release(this);
        }

        protected override void Configure(IServiceCollection services)
        {
            foreach (var skill in services.Where(s => s.ServiceType == typeof(IAgentSkill)).ToList())
            {
                services.Remove(skill);
                services.AddSingleton<IAgentSkill>(provider => new HeldSkill(Real(provider, skill), this));
            }
        }

        private static IAgentSkill Real(IServiceProvider provider, ServiceDescriptor skill) => (IAgentSkill)(
            skill.ImplementationInstance ?? skill.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, skill.ImplementationType!));

        private sealed class Release(WithASlowSkill synter) : IDisposable
        {
            public void Dispose()
            {
                synter._held?.TrySetResult();
                synter._held = null;
            }
        }

        private sealed class HeldSkill(IAgentSkill skill, WithASlowSkill synter) : IAgentSkill
        {
            public string Key => skill.Key;

            public async Task<RunOutcome> RunAsync(RunContext context, CancellationToken cancellationToken)
            {
                if (synter._held is { } held)
                {
                    await held.Task.WaitAsync(cancellationToken);
                }

                return await skill.RunAsync(context, cancellationToken);
            }
        }
    }
}
