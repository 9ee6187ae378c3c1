using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Synter.Tests.Support.DataGen;

/// <summary>A running Synter whose inference server counts. Tests of a class share both, so each resets the server.</summary>
public class DataGenSynter : RunningSynter
{
    public const string Key = "sk-test-0123456789";

    public InferenceServer Server { get; private set; } = null!;

    protected virtual IEnumerable<string> MoreSettings => [];

    protected override IEnumerable<string> Settings =>
    [
        $"--DATAGEN_INFERENCE_HOST={Server.Address.Host}", string.Create(CultureInfo.InvariantCulture, $"--DATAGEN_INFERENCE_PORT={Server.Address.Port}"),
        $"--DATAGEN_INFERENCE_API_KEY={Key}", "--DATAGEN_JOBS_PER_MINUTE=1000", .. MoreSettings,
    ];

    public override async Task InitializeAsync()
    {
        Server = await InferenceServer.StartAsync();
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Server.DisposeAsync();
    }
}

public static class DataGenCalls
{
    /// <summary>Starts a task and answers its id.</summary>
    public static async Task<string> StartTaskAsync(this HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/tasks", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var json = await answer.JsonAsync();
        Assert.Equal("queued", json["status"]!.GetValue<string>());
        return json["id"]!.GetValue<string>();
    }

    public static async Task<JsonObject> TaskAsync(this HttpClient client, string id, string query = "")
    {
        using var answer = await client.GetAsync(new Uri($"/api/tasks/{id}{query}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    /// <summary>Waits until it has ended, and answers it.</summary>
    public static async Task<JsonObject> EndedTaskAsync(this HttpClient client, string id)
    {
        JsonObject task = [];
        await Eventually.TrueAsync(async () => (task = await client.TaskAsync(id))["status"]!.GetValue<string>() is "succeeded" or "failed", $"{id} has ended");
        return task;
    }

    public static async Task<JsonObject> MadeAsync(this HttpClient client, object body) => await client.EndedTaskAsync(await client.StartTaskAsync(body));

    public static async Task<JsonObject> MetricsAsync(this HttpClient client) => await (await client.GetAsync("/api/metrics")).JsonAsync();

    public static string Text(this JsonObject json, string name) => json[name]!.GetValue<string>();

    public static int Number(this JsonObject json, string name) => json[name]!.GetValue<int>();
}
