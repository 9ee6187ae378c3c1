using System.Globalization;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Bench.DataGen;

/// <summary>
/// How fast records come from a server that answers after 100 ms, 64 at a time (its own ceiling is 640/s), and what a record costs us where
/// the server answers at once, one at a time.
/// </summary>
internal sealed class DatasetRates : IBenchmark
{
    private const int WarmUp = 10_000;

    public string Name => "datagen/rates";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        const int many = 20_000;
        const int few = 5_000;
        var (seconds, _, _) = await MakeAsync(environment, many, 64, TimeSpan.FromMilliseconds(100), cancellationToken);
        var (_, synter, postgres) = await MakeAsync(environment, few, 1, TimeSpan.Zero, cancellationToken);
        return
        [
            new("records, server of 100 ms, 64 at a time", many / seconds, "/s", "≥ 600"),
            new("one record at a time, processor time of Synter", synter.TotalMilliseconds / few, "ms/record", "≤ 1"),
            new("one record at a time, processor time of PostgreSQL", postgres.TotalMilliseconds / few, "ms/record"),
        ];
    }

    private static async Task<(double Seconds, TimeSpan Synter, TimeSpan Postgres)> MakeAsync(
        BenchEnvironment environment, int count, int concurrency, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var server = await InferenceServer.StartAsync();
        (server.Delay, server.KeepsCalls) = (delay, false);
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken, Settings(server, concurrency));
        using var client = await synter.SignInAsync();
        // The first job hires the agent, and is as long: the compiler improves what runs often, which costs seconds, once.
        await EndedAsync(client, await client.StartTaskAsync(new { prompt = "A customer with a name and a number", count = WarmUp }));

        var meter = await CpuMeter.StartAsync(synter.ConnectionString, synter.ProcessId);
        var id = await client.StartTaskAsync(new { prompt = "A customer with a name and a number", count });
        await EndedAsync(client, id);
        var (own, postgres) = meter.Taken();
        var task = await client.TaskAsync(id, "?limit=1");
        var seconds = (task["finishedAt"]!.GetValue<DateTimeOffset>() - task["startedAt"]!.GetValue<DateTimeOffset>()).TotalSeconds;
        return (seconds, own, postgres);
    }

    /// <summary>Looks seldom, so that looking is not what is measured.</summary>
    internal static async Task EndedAsync(HttpClient client, string id)
    {
        while ((await client.TaskAsync(id, "?limit=1")).Text("status") is "queued" or "running")
        {
            await Task.Delay(500);
        }
    }

    internal static Dictionary<string, string> Settings(InferenceServer server, int concurrency) => new()
    {
        ["DATAGEN_INFERENCE_BASE_URL"] = server.Address.AbsoluteUri,
        ["DATAGEN_CONCURRENCY"] = concurrency.ToString(CultureInfo.InvariantCulture),
        ["DATAGEN_MAX_RECORDS_PER_JOB"] = "1000000",
    };
}
