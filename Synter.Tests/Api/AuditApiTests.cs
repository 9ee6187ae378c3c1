using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class AuditApiTests(RunningSynter synter)
{
    private const string Audit = "/api/v1/audit";

    [Fact]
    public async Task List_ByCorrelationId_FindsWhatThatRequestDid()
    {
        using var client = await synter.SignInElsewhereAsync();
        using var stored = await PutAsync(client, "linkedin");
        await PutAsync(client, "youtube");
        var correlation = stored.Headers.GetValues("X-Correlation-Id").Single();

        var entry = Assert.Single(await ItemsAsync(client, $"?correlation_id={correlation}"));

        Assert.Equal("credential.stored", Text(entry, "kind"));
        Assert.Equal("api", Text(entry, "via"));
        Assert.Equal(correlation, Text(entry, "correlation_id"));
        Assert.Equal("linkedin", entry["details"]!["provider"]!.GetValue<string>());
    }

    [Fact]
    public async Task List_ByActorKindSubjectAndTime_Narrows()
    {
        using var client = await synter.SignInElsewhereAsync();
        var stored = await (await PutAsync(client, "linkedin")).JsonAsync();
        await client.DeleteAsync($"/api/cp/platform-credentials/{Text(stored, "credential_ref")}");
        var all = await ItemsAsync(client, "?kind=credential");
        var last = all[0];

        Assert.Equal(["credential.revoked", "credential.stored"], all.Select(e => Text(e, "kind")));
        Assert.Equal(2, (await ItemsAsync(client, $"?kind=credential.&actor={Text(last, "actor_id")}")).Count);
        Assert.Equal(2, (await ItemsAsync(client, $"?kind=credential&actor={Uri.EscapeDataString(Text(last, "actor"))}")).Count);
        Assert.Empty(await ItemsAsync(client, "?kind=credential&actor=somebody"));
        Assert.Empty(await ItemsAsync(client, "?kind=cred"));
        Assert.Single(await ItemsAsync(client, "?kind=credential.revoked"));
        Assert.Equal(2, (await ItemsAsync(client, $"?subject={Text(stored, "credential_ref")}")).Count);
        Assert.Single(await ItemsAsync(client, $"?kind=credential&from={Text(last, "at")}"));
        Assert.Single(await ItemsAsync(client, $"?kind=credential&to={Text(last, "at")}"));
    }

    [Fact]
    public async Task List_InPages_MeetsEachEntryOnce()
    {
        using var client = await synter.SignInElsewhereAsync();
        foreach (var platform in new[] { "a", "b", "c", "d", "e" })
        {
            await PutAsync(client, platform);
        }

        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await (await client.GetAsync($"{Audit}?kind=credential&limit=2&cursor={cursor}")).JsonAsync();
            seen.AddRange(page["items"]!.AsArray().Select(e => e!["seq"]!.GetValue<long>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.OrderDescending(), seen);
    }

    [Fact]
    public async Task Verify_CountsTheChain_AndErasingDetailsKeepsIt()
    {
        using var client = await synter.SignInElsewhereAsync();
        await PutAsync(client, "linkedin");
        var entry = (await ItemsAsync(client, "?kind=credential.stored")).Single();
        var before = await VerifyAsync(client);

        using var erased = await client.PostAsJsonAsync($"{Audit}/{entry["seq"]}/erase-details", new { reason = "The person asked for it" });
        var after = await VerifyAsync(client);

        Assert.Equal(HttpStatusCode.NoContent, erased.StatusCode);
        Assert.True(before["ok"]!.GetValue<bool>());
        Assert.True(after["ok"]!.GetValue<bool>());
        Assert.Null(after["first_broken"]);
        Assert.Equal(before["entries"]!.GetValue<long>() + 1, after["entries"]!.GetValue<long>());
        Assert.Null((await ItemsAsync(client, "?kind=credential.stored")).Single()["details"]);
        Assert.Equal("The person asked for it", (await ItemsAsync(client, "?kind=audit"))[0]["details"]!["reason"]!.GetValue<string>());
        Assert.Equal("not_found", await (await client.PostAsJsonAsync($"{Audit}/999999/erase-details", new { reason = "x" })).ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task AnotherWorkspace_SeesNoneOfIt()
    {
        using var mine = await synter.SignInElsewhereAsync();
        using var other = await synter.SignInElsewhereAsync();
        using var stored = await PutAsync(mine, "linkedin");

        Assert.Empty(await ItemsAsync(other, $"?correlation_id={stored.Headers.GetValues("X-Correlation-Id").Single()}"));
        Assert.Empty(await ItemsAsync(other, "?kind=credential"));
    }

    [Fact]
    public async Task Kinds_AreThoseThatOccur()
    {
        using var client = await synter.SignInElsewhereAsync();
        await PutAsync(client, "linkedin");

        var kinds = (await (await client.GetAsync($"{Audit}/kinds")).JsonAsync())["items"]!.AsArray().Select(k => k!.GetValue<string>()).ToList();

        Assert.Contains("credential.stored", kinds);
        Assert.Equal(kinds.Distinct(), kinds);
    }

    [Theory]
    [InlineData("limit=0", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("cursor=x", HttpStatusCode.BadRequest, "bad_cursor")]
    [InlineData("from=yesterday", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    public async Task List_BadQuery_IsRefused(string query, HttpStatusCode status, string code)
    {
        using var client = await synter.SignInAsync();

        Assert.Equal(code, await (await client.GetAsync($"{Audit}?{query}")).ProblemAsync(status));
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient client, string platform) =>
        client.PutAsJsonAsync("/api/cp/platform-credentials", new { platform, secret = new { access_token = "any" } });

    private static async Task<List<JsonObject>> ItemsAsync(HttpClient client, string query) =>
        [.. (await (await client.GetAsync(Audit + query)).JsonAsync())["items"]!.AsArray().Select(e => e!.AsObject())];

    private static async Task<JsonObject> VerifyAsync(HttpClient client) => await (await client.GetAsync(Audit + "/verify")).JsonAsync();

    private static string Text(JsonObject json, string name) => json[name]!.GetValue<string>();
}
