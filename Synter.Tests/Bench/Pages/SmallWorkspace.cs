using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Bench.Pages;

/// <summary>A workspace as Synter itself fills it: agents with a goal, one run, and of its two drafts one sent.</summary>
internal sealed class SmallWorkspace(HttpClient client, Actor actor)
{
    private const int AgentCount = 10;

    public Actor Actor => actor;

    public List<(HiredAgentId Agent, GoalId Goal)> Agents { get; } = [];

    public RunId Run { get; private set; }

    public DeliverableId Sent { get; private set; }

    public DeliverableId Waiting { get; private set; }

    public static async Task<SmallWorkspace> MakeAsync(HttpClient client)
    {
        var made = new SmallWorkspace(client, await client.ActorAsync());
        await made.HireAsync(AgentCount);
        await made.RunAsync();
        await made.SendAsync();
        return made;
    }

    /// <summary>A run of one agent's goal, queued just now.</summary>
    public static async Task<RunId> StartRunAsync(HttpClient client)
    {
        var made = new SmallWorkspace(client, await client.ActorAsync());
        await made.HireAsync(1);
        return await made.StartAsync();
    }

    private async Task HireAsync(int agents)
    {
        var credentials = new JsonObject();
        foreach (var platform in new[] { "facebook", "x" })
        {
            credentials[platform] = (await client.ConnectAsync(platform)).ToString();
        }

        for (var i = 1; i <= agents; i++)
        {
            var agent = Text(await PutAsync("/api/v1/hired-agents/draft", new
            {
                agent_type_id = MarketingCases.Type,
                config = MarketingCases.Config((JsonObject)credentials.DeepClone(), $"Asha {i}"),
            }), "hired_instance_id");
            await PostAsync($"/api/v1/hired-agents/{agent}/finalize", new { });
            var goal = Text(await PutAsync(
                $"/api/v1/hired-agents/{agent}/goals",
                new { goal_template_id = "daily_patient_education", frequency = "on_demand", settings = new { } }), "goal_id");
            Agents.Add((StrongId.Parse<HiredAgentId>(agent), StrongId.Parse<GoalId>(goal)));
        }
    }

    private async Task RunAsync()
    {
        Run = await StartAsync();
        JsonArray? made = null;
        await Eventually.TrueAsync(
            async () => (made = (await GetAsync($"/agents/runs/{Run}"))["deliverable_ids"]!.AsArray()).Count == 2, "the run made its drafts");
        Sent = StrongId.Parse<DeliverableId>(made![0]!.GetValue<string>());
        Waiting = StrongId.Parse<DeliverableId>(made[1]!.GetValue<string>());
    }

    private async Task<RunId> StartAsync() =>
        StrongId.Parse<RunId>(Text(await PostAsync($"/api/v1/goals/{Agents[0].Goal}/run", new { }), "run_id"));

    private async Task SendAsync()
    {
        var draft = await GetAsync($"/api/v1/deliverables/{Sent}");
        var approved = await PostAsync($"/api/v1/deliverables/{Sent}/review", new
        {
            decision = "approve",
            revision = draft["revision"]!.GetValue<int>(),
            content_hash = Text(draft, "content_hash"),
            note = "Good. Keep them this short.",
        });
        await PostAsync($"/api/v1/deliverables/{Sent}/execute", new { approval_id = Text(approved["approval"]!.AsObject(), "approval_id") });
        await Eventually.TrueAsync(async () => Text(await GetAsync($"/api/v1/deliverables/{Sent}"), "state") == "executed", "the draft was sent");
    }

    private async Task<JsonObject> PostAsync(string address, object body)
    {
        using var answer = await client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body);
        return await answer.EnsureSuccessStatusCode().JsonAsync();
    }

    private async Task<JsonObject> PutAsync(string address, object body)
    {
        using var answer = await client.PutAsJsonAsync(new Uri(address, UriKind.Relative), body);
        return await answer.EnsureSuccessStatusCode().JsonAsync();
    }

    private async Task<JsonObject> GetAsync(string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.EnsureSuccessStatusCode().JsonAsync();
    }

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();
}
