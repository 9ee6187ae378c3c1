using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;

namespace Synter.Tests.Support;

/// <summary>The marketing agent in a running Synter, through its API.</summary>
public static class MarketingCases
{
    public const string Type = "marketing.healthcare.v1";

    /// <summary>A whole config with credentials of the client's workspace.</summary>
    public static async Task<JsonObject> MarketingConfigAsync(this RunningSynter synter, HttpClient client, string nickname = "Asha") => Config(
        new JsonObject
        {
            ["facebook"] = (await synter.CredentialAsync(client, "facebook")).ToString(),
            ["x"] = (await synter.CredentialAsync(client, "x")).ToString(),
        },
        nickname);

    /// <param name="credentials">A reference for Facebook and X each.</param>
    public static JsonObject Config(JsonObject credentials, string nickname = "Asha") => new()
    {
        ["nickname"] = nickname,
        ["avatar"] = "teal",
        ["primary_language"] = "en-IN",
        ["timezone"] = "Asia/Kolkata",
        ["brand_name"] = "Sunrise Dental",
        ["offerings"] = new JsonArray("Dental implants", "Root canal"),
        ["location"] = "Kothrud, Pune",
        ["platforms_enabled"] = new JsonArray("facebook", "x"),
        ["platform_credentials"] = credentials,
    };

    public static async Task<CredentialRef> CredentialAsync(this RunningSynter synter, HttpClient client, string provider)
    {
        var me = await (await client.GetAsync("/auth/me")).JsonAsync();
        var actor = new Actor(
            StrongId.Parse<UserId>(me["id"]!.GetValue<string>()),
            StrongId.Parse<WorkspaceId>(me["workspace"]!["id"]!.GetValue<string>()),
            Role.Admin,
            Via.Api,
            me["email"]!.GetValue<string>());
        var secret = new Secret(new Dictionary<string, string> { ["access_token"] = "a-secret-of-the-tests" });
        var store = synter.Services.GetRequiredService<ICredentialStore>();
        return (await store.PutAsync(actor, new(CredentialKind.Platform, provider, null, secret), "ests", default)).Ref;
    }

    public static Task<HttpResponseMessage> SaveDraftAsync(this HttpClient client, JsonObject config, string? id = null) =>
        client.PutAsJsonAsync("/api/v1/hired-agents/draft", Draft(config, id));

    public static async Task<string> HireMarketingAsync(this RunningSynter synter, HttpClient client)
    {
        using var saved = await client.SaveDraftAsync(await synter.MarketingConfigAsync(client));
        var id = (await saved.JsonAsync())["hired_instance_id"]!.GetValue<string>();
        using var done = await client.PostAsync($"/api/v1/hired-agents/{id}/finalize", null);
        done.EnsureSuccessStatusCode();
        return id;
    }

    private static JsonObject Draft(JsonObject config, string? id)
    {
        var draft = new JsonObject { ["agent_type_id"] = Type, ["config"] = config };
        if (id is not null)
        {
            draft["hired_instance_id"] = id;
        }

        return draft;
    }
}
