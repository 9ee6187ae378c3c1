using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Domain.Kernel;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Host;

/// <summary>Synter dies with a provider's answer still on its way. The provider outlives it, as providers do.</summary>
public sealed class KilledWhileSendingTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // The next start takes over when the dead one's lease has lapsed, and asks the provider when its call was over.
    private static readonly Dictionary<string, string> s_settings = new() { ["Sending__Lease"] = "00:00:03", ["Sending__CallDeadline"] = "00:00:05" };

    [Fact]
    public async Task KilledBetweenSendingAndAnswer_TheNextStartFindsThePostAndNeverSendsItAgain()
    {
        using var data = new TemporaryFolder();
        await using var kit = await ApprovalsKit.StartAsync(postgres);
        await using var first = await SynterProcess.StartAsync(postgres, data, s_settings);
        using var client = await first.SignInAsync();
        var actor = await client.ActorAsync();
        var seen = await kit.ProposeAsync(actor, Drafts.Post() with { Credential = await client.ConnectAsync() });
        await PutAsync(client, "/sandbox/faults", new { provider = "facebook", mode = "slow", delay_ms = 60_000, times = 1 });
        var reviewed = await PostAsync(
            client, $"/api/v1/deliverables/{seen.Row.Id}/review",
            new { decision = "approve", revision = 1, content_hash = seen.Row.ContentHash.Text }, HttpStatusCode.OK);
        await PostAsync(
            client, $"/api/v1/deliverables/{seen.Row.Id}/execute",
            new { approval_id = reviewed["approval"]!["approval_id"]!.GetValue<string>() }, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => await PostsAsync(client, seen.Effects[0].IdempotencyKey) == 1, "the provider has it");

        await first.KillAsync();

        await using var second = await SynterOnDatabase.StartAsync(postgres, data, s_settings);
        using var again = await second.SignInAsync();
        await Eventually.TrueAsync(
            async () => await StateAsync(again, seen.Row.Id.ToString()) is not "executing", "somebody can tell what came of it");
        Assert.Equal("executed", await StateAsync(again, seen.Row.Id.ToString()));
        Assert.Equal(1, await PostsAsync(again, seen.Effects[0].IdempotencyKey));
    }

    private static async Task<string> StateAsync(HttpClient client, string deliverable)
    {
        using var answer = await client.GetAsync(new Uri($"/api/v1/deliverables/{deliverable}", UriKind.Relative));
        return (await answer.JsonAsync())["state"]!.GetValue<string>();
    }

    private static async Task<int> PostsAsync(HttpClient client, string key)
    {
        using var answer = await client.GetAsync(new Uri("/sandbox/requests?provider=facebook&limit=200", UriKind.Relative));
        return (await answer.JsonAsync())["items"]!.AsArray()
            .Count(r => r!["method"]!.GetValue<string>() == "POST" && r["idempotency_key"]?.GetValue<string>() == key);
    }

    private static async Task PutAsync(HttpClient client, string address, object body)
    {
        using var answer = await client.PutAsJsonAsync(address, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static async Task<JsonObject> PostAsync(HttpClient client, string address, object body, HttpStatusCode status)
    {
        using var answer = await client.PostAsJsonAsync(address, body);
        Assert.Equal(status, answer.StatusCode);
        return await answer.JsonAsync();
    }
}
