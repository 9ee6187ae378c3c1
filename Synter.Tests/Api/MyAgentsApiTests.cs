using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class MyAgentsApiTests(RunningSynter synter) : IAsyncLifetime
{
    private HttpClient _client = null!;

    public async Task InitializeAsync() => _client = await synter.SignInElsewhereAsync();

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Summary_NobodyHired_IsEmpty()
    {
        var summary = await SummaryAsync();

        Assert.True(summary.ContainsKey("selected"));
        Assert.Null(summary["selected"]);
        Assert.Empty(summary["items"]!.AsArray());
    }

    [Fact]
    public async Task Summary_TellsEachAgent_TheEndedOnesLast()
    {
        var ended = await synter.HireMarketingAsync(_client);
        (await _client.PostAsync($"/api/v1/hired-agents/{ended}/end", null)).EnsureSuccessStatusCode();
        var draft = (await (await _client.SaveDraftAsync(new() { ["nickname"] = "Half" })).JsonAsync())["hired_instance_id"]!.GetValue<string>();
        var active = await synter.HireMarketingAsync(_client);
        using var goal = await _client.PutAsJsonAsync($"/api/v1/hired-agents/{active}/goals", new { goal_template_id = "weekly_multichannel_batch" });

        var summary = await SummaryAsync();

        var items = summary["items"]!.AsArray().Select(i => i!.AsObject()).ToList();
        Assert.Equal([draft, active, ended], items.Select(i => Text(i, "hired_instance_id")));
        Assert.Equal(draft, Text(summary, "selected"));
        Assert.Equal(["draft", "active", "ended"], items.Select(i => Text(i, "status")));
        Assert.Equal([false, true, true], items.Select(i => i["configured"]!.GetValue<bool>()));
        Assert.Equal(["none", "active", "active"], items.Select(i => Text(i, "trial_status")));
        Assert.Null(items[0]["trial_ends_at"]);
        Assert.NotNull(items[1]["trial_ends_at"]);
        Assert.NotNull(items[1]["next_run_at"]);
        Assert.All(items, i =>
        {
            Assert.Null(i["subscription_id"]);
            Assert.Null(i["subscription_status"]);
            Assert.Equal(0, i["goals_completed"]!.GetValue<int>());
            Assert.Equal("""{"runs":0,"drafts":0}""", i["trial_used"]!.ToJsonString());
        });
    }

    [Fact]
    public async Task Summary_CountsWhatWasUsedAndBroughtAResult()
    {
        var id = await synter.HireMarketingAsync(_client);
        var goals = new List<GoalId>();
        foreach (var template in new[] { "weekly_multichannel_batch", "daily_patient_education" })
        {
            using var saved = await _client.PutAsJsonAsync($"/api/v1/hired-agents/{id}/goals", new { goal_template_id = template, frequency = "on_demand" });
            goals.Add(StrongId.Parse<GoalId>(Text(await saved.JsonAsync(), "goal_id")));
        }

        var workspace = StrongId.Parse<WorkspaceId>((await (await _client.GetAsync("/auth/me")).JsonAsync())["workspace"]!["id"]!.GetValue<string>());
        var agent = StrongId.Parse<HiredAgentId>(id);
        var usage = synter.Services.GetRequiredService<IUsage>();
        await usage.SettleAsync(new(workspace, agent, UsageKind.Runs, "run_of_the_test"), default);
        await usage.SettleAsync(new(workspace, agent, UsageKind.Drafts, "run_of_the_test", 6), default);
        await RunAsync(workspace, agent, goals[0], "succeeded", dryRun: false);
        await RunAsync(workspace, agent, goals[0], "succeeded", dryRun: false);
        await RunAsync(workspace, agent, goals[1], "failed", dryRun: false);
        await RunAsync(workspace, agent, goals[1], "succeeded", dryRun: true);

        var item = (await SummaryAsync())["items"]![0]!.AsObject();

        Assert.Equal((1, 2), (item["goals_completed"]!.GetValue<int>(), item["goals"]!.GetValue<int>()));
        Assert.Equal("""{"runs":1,"drafts":6}""", item["trial_used"]!.ToJsonString());
    }

    [Fact]
    public async Task ARevokedCredential_IsAskedForAgain()
    {
        var id = await synter.HireMarketingAsync(_client);
        var agent = await (await _client.GetAsync($"/api/v1/hired-agents/{id}")).JsonAsync();
        using var revoked = await _client.DeleteAsync($"/api/cp/platform-credentials/{agent["config"]!["platform_credentials"]!["x"]!.GetValue<string>()}");
        revoked.EnsureSuccessStatusCode();

        var after = await (await _client.GetAsync($"/api/v1/hired-agents/{id}")).JsonAsync();

        Assert.Equal(["/config/platform_credentials/x"], after["missing"]!.AsArray().Select(m => Text(m!.AsObject(), "pointer")));
        Assert.False((await SummaryAsync())["items"]![0]!["configured"]!.GetValue<bool>());
        Assert.Equal("unknown_credential", await (await _client.PostAsync($"/api/v1/hired-agents/{id}/finalize", null)).ProblemAsync(System.Net.HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Gallery_ShowsEachTypeAndWhoWasHired()
    {
        await synter.HireMarketingAsync(_client);
        var ended = await synter.HireMarketingAsync(_client);
        (await _client.PostAsync($"/api/v1/hired-agents/{ended}/end", null)).EnsureSuccessStatusCode();
        var me = await (await _client.GetAsync("/auth/me")).JsonAsync();
        var actor = new Actor(
            StrongId.Parse<UserId>(Text(me, "id")), StrongId.Parse<WorkspaceId>(Text(me["workspace"]!.AsObject(), "id")), Role.Viewer, Via.Page, "Viewer");
        var queries = synter.Services.GetRequiredService<IHiringQueries>();

        var card = Assert.Single(await queries.GalleryAsync(actor, default), c => c.AgentTypeId == MarketingCases.Type);
        var definition = await queries.DefinitionOfAsync(actor, StrongId.Parse<HiredAgentId>(ended), default);

        Assert.Equal(["Asha"], card.HiredAs);
        Assert.Equal(("Marketing", 14), (card.Listing.Category, card.Trial!.Days));
        Assert.Equal(MarketingCases.Type, definition!.Id);
    }

    private async Task<JsonObject> SummaryAsync() => await (await _client.GetAsync("/api/cp/my-agents/summary")).JsonAsync();

    private async Task RunAsync(WorkspaceId workspace, HiredAgentId agent, GoalId goal, string status, bool dryRun)
    {
        await using var connection = await synter.Services.GetRequiredService<SynterDatabase>().OpenAsync(new Scope.Workspace(workspace), default);
        await using var command = new NpgsqlCommand("""
            INSERT INTO runs (workspace_id, id, job_id, agent_type_id, agent_type_version, hired_agent_id, goal_id, params, dry_run, correlation_id, origin,
                is_late, status, attempt, queued_at, due_at, records_written, progress_done, progress_total, log_seq, version)
            VALUES ($1, $2, $3, 'marketing.healthcare.v1', 1, $4, $5, '{}', $6, 'test', 'api', false, $7, 1, now(), now(), 0, 0, 0, 0, 0)
            """, connection)
        {
            Parameters =
            {
                new() { Value = workspace.Value }, new() { Value = Guid.CreateVersion7() }, new() { Value = goal.ToString() }, new() { Value = agent.Value },
                new() { Value = goal.Value }, new() { Value = dryRun }, new() { Value = status },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(JsonObject value, string name) => value[name]!.GetValue<string>();
}
