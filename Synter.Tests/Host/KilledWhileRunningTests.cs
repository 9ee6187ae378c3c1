using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>Synter dies under a run. The next start takes it up again, and what it makes stands there once.</summary>
public sealed class KilledWhileRunningTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Dictionary<string, string> s_settings = new() { ["Runs__Lease"] = "00:00:03" };

    [Fact]
    public async Task KilledInMidRun_TheNextStartTakesItUp_AndDoublesNothing()
    {
        using var data = new TemporaryFolder();
        await using var first = await SynterProcess.StartAsync(postgres, data, s_settings);
        using var client = await first.SignInAsync();
        var goal = await GoalAsync(client);

        string run;
        await using (var lockHolder = new NpgsqlConnection(postgres.ConnectionString))
        {
            // The run can do all but store what it made, so it is certainly in the middle when it is killed.
            await lockHolder.OpenAsync();
            await using var held = await lockHolder.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("lock table deliverables in share row exclusive mode", lockHolder, held)) await hold.ExecuteNonQueryAsync();
            using var started = await client.PostAsJsonAsync($"/api/v1/goals/{goal}/run", new { });
            run = (await started.JsonAsync())["run_id"]!.GetValue<string>();
            await Eventually.TrueAsync(async () => await IsBlockedAsync(), "the run waits for the lock");
            await first.KillAsync();
        }

        await using var second = await SynterOnDatabase.StartAsync(postgres, data, s_settings);
        using var again = await second.SignInAsync();
        JsonObject? seen = null;
        await Eventually.TrueAsync(
            async () => (seen = await GetAsync(again, $"/agents/runs/{run}"))["status"]!.GetValue<string>() == "succeeded", "the run is taken up and ends");
        Assert.Equal(2, seen!["attempt"]!.GetValue<int>());
        Assert.Equal(2, seen["deliverable_ids"]!.AsArray().Count);
        var all = await GetAsync(again, $"/api/v1/hired-agents/{seen["hired_instance_id"]!.GetValue<string>()}/deliverables");
        Assert.Equal(2, all["items"]!.AsArray().Count);
    }

    private async Task<bool> IsBlockedAsync()
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand("select exists (select from pg_locks where not granted and relation = 'deliverables'::regclass)", connection);
        return (bool)(await ask.ExecuteScalarAsync())!;
    }

    private static async Task<string> GoalAsync(HttpClient client)
    {
        var credentials = new JsonObject();
        foreach (var platform in new[] { "facebook", "x" }) credentials[platform] = (await client.ConnectAsync(platform)).ToString();
        using var saved = await client.SaveDraftAsync(MarketingCases.Config(credentials));
        var agent = (await saved.JsonAsync())["hired_instance_id"]!.GetValue<string>();
        (await client.PostAsync(new Uri($"/api/v1/hired-agents/{agent}/finalize", UriKind.Relative), null)).EnsureSuccessStatusCode();
        using var goal = await client.PutAsJsonAsync($"/api/v1/hired-agents/{agent}/goals", new { goal_template_id = "daily_patient_education", frequency = "on_demand", settings = new { } });
        return (await goal.JsonAsync())["goal_id"]!.GetValue<string>();
    }

    private static async Task<JsonObject> GetAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative));
        return await answer.JsonAsync();
    }
}
