using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Tests.Support.DataGen;
using Synter.Tests.Support.Outside;

namespace Synter.Tests.Support;

/// <summary>A Synter somebody works in: an agent with a goal and a run behind it, a draft of another agent, proposals of every sort.</summary>
public sealed class FurnishedSynter : RunningSynter
{
    /// <summary>Longer than any page has room for, and nowhere to break it.</summary>
    private const string LongName = "Asha-of-the-Maxillofacial-Clinic-of-Pune";

    private static readonly string s_longText = string.Join(' ', Enumerable.Repeat("Brush twice a day, floss once, and see us before it hurts.", 12));

    public string Agent { get; private set; } = "";

    /// <summary>Hired and not finished.</summary>
    public string Draft { get; private set; } = "";

    public string Goal { get; private set; } = "";

    public string Run { get; private set; } = "";

    /// <summary>Proposals by what they stand for; ids.</summary>
    public string Post { get; private set; } = "";

    public string HighRisk { get; private set; } = "";

    public string Report { get; private set; } = "";

    public string Rejected { get; private set; } = "";

    /// <summary>Sent, and with the sandbox.</summary>
    public string Executed { get; private set; } = "";

    /// <summary>Sent, and nobody knows what came of it.</summary>
    public string Unknown { get; private set; } = "";

    /// <summary>Made by the offline generator, with a failed record and a judged one.</summary>
    public string Dataset { get; private set; } = "";

    public int FailedRecord { get; private set; }

    /// <summary>Its model answered nothing that could be read, so its run failed.</summary>
    public string FailedDataset { get; private set; } = "";

    public string FailedRun { get; private set; } = "";

    /// <summary>Failed as the model refused the sign-in.</summary>
    public string RefusedRun { get; private set; } = "";

    protected override async Task FurnishAsync()
    {
        using var client = await SignInAsync();
        Agent = await this.HireMarketingAsync(client);
        var config = await this.MarketingConfigAsync(client, LongName);
        config.Remove("brand_name");
        using (var draft = await client.SaveDraftAsync(config))
        {
            Draft = (await draft.JsonAsync())["hired_instance_id"]!.GetValue<string>();
        }

        using (var goal = await client.PutAsJsonAsync($"/api/v1/hired-agents/{Agent}/goals", new { goal_template_id = "daily_patient_education", frequency = "daily", settings = new { } }))
        {
            Goal = (await goal.JsonAsync())["goal_id"]!.GetValue<string>();
        }

        await ProposeAsync(client);
        using var run = await client.PostAsJsonAsync($"/api/v1/goals/{Goal}/run", new { });
        Run = (await run.JsonAsync())["run_id"]!.GetValue<string>();
        await Eventually.TrueAsync(
            async () => (await (await client.GetAsync($"/agents/runs/{Run}")).JsonAsync())["status"]!.GetValue<string>() == "succeeded", "the run has ended");
        await MakeDatasetAsync(client);
        using var linked = await this.SignInByPracticeAsync(AdminEmail);
    }

    private async Task MakeDatasetAsync(HttpClient client)
    {
        await BreakAsync(client, new { provider = "inference", mode = "malformed", times = 1 });
        Dataset = await client.StartTaskAsync(new { prompt = $"{s_longText} A patient: name, age, city, e-mail, phone, company, price. {LongName}", count = 60 });
        var task = await client.EndedTaskAsync(Dataset);
        FailedRecord = task["errors"]![0]!["index"]!.GetValue<int>();
        using var judged = await client.PostAsJsonAsync($"/api/tasks/{Dataset}/verdicts", new { indexes = new[] { 1, 2, 3 }, verdict = "accepted" });
        judged.EnsureSuccessStatusCode();
        // Last: a call of a dataset that was refused may still be under way, and take the fault that was meant for the next.
        (FailedDataset, FailedRun) = await FailAsync(client, new { provider = "inference", mode = "malformed", times = 2 });
        (_, RefusedRun) = await FailAsync(client, new { provider = "inference", mode = "status", status = 401, times = 2 });
    }

    private static async Task BreakAsync(HttpClient client, object fault)
    {
        using var broken = await client.PutAsJsonAsync("/sandbox/faults", fault);
        broken.EnsureSuccessStatusCode();
    }

    /// <summary>A dataset of two records that gets neither, and its run.</summary>
    private async Task<(string Dataset, string Run)> FailAsync(HttpClient client, object fault)
    {
        await BreakAsync(client, fault);
        var id = (await client.MadeAsync(new { prompt = s_longText, count = 2 })).Text("id");
        await BreakAsync(client, new { provider = "inference", mode = "none" });
        var dataset = await Services.GetRequiredService<IDataGenQueries>().FindAsync(await client.ActorAsync(), StrongId.Parse<DatasetId>(id), default);
        return (id, dataset!.Row.Run.ToString());
    }

    private async Task ProposeAsync(HttpClient client)
    {
        var actor = await client.ActorAsync();
        var credential = await client.ConnectAsync();
        Post = await ProposeAsync(new DraftDeliverable("post", s_longText[..120], $"**{s_longText}**", [Drafts.Post(s_longText) with { Credential = credential }], Group: new DeliverableGroup("set", s_longText[..120], 1)));
        HighRisk = await ProposeAsync(Drafts.Draft(Drafts.OfKind("place_order")) with { Title = "Buy 3 BTCUSD contracts" });
        Report = await ProposeAsync(Drafts.Report());
        Rejected = await ProposeAsync(Drafts.Draft(Drafts.Post() with { Credential = credential }));
        await client.ReviewAsync(Rejected, "reject");
        Executed = await SendAsync(client, await ProposeAsync(Drafts.Draft(Drafts.Post() with { Credential = credential })));
        Unknown = await SendAsync(client, await ProposeAsync(Drafts.Draft(Drafts.Post("Rinse less.") with { Credential = credential })));
        await using var connection = await Services.GetRequiredService<SynterDatabase>().OpenAsync(actor.Scope, default);
        await using var lost = connection.CreateCommand();
        lost.CommandText =
            """
            WITH sent AS (UPDATE deliverables SET state = 'unknown' WHERE id = $1 RETURNING id)
            UPDATE effects SET state = 'unknown', problem = 'Facebook did not answer in time.' FROM sent WHERE deliverable_id = sent.id
            """;
        lost.Parameters.Add(new() { Value = Guid.Parse(Unknown.Split('_')[1]) });
        Assert.Equal(1, await lost.ExecuteNonQueryAsync());

        async Task<string> ProposeAsync(DraftDeliverable draft) => (await this.ProposeAsync(actor, draft)).ToString();
    }

    private static async Task<string> SendAsync(HttpClient client, string proposal)
    {
        var approval = await client.ReviewAsync(proposal, "approve");
        using var sent = await client.PostAsJsonAsync($"/api/v1/deliverables/{proposal}/execute", new { approval_id = approval });
        sent.EnsureSuccessStatusCode();
        await Eventually.TrueAsync(
            async () => (await (await client.GetAsync($"/api/v1/deliverables/{proposal}")).JsonAsync())["state"]!.GetValue<string>() == "executed", "it is sent");
        return proposal;
    }
}
