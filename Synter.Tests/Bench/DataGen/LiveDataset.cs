using Synter.Tests.Bench.Circuits;
using Synter.Tests.Support;
using Synter.Tests.Support.DataGen;

namespace Synter.Tests.Bench.DataGen;

/// <summary>
/// From the moment the model answers until the record is counted in the DOM of a real browser: the page of the dataset, open while it is
/// made. Reading the answer, checking and committing it are part of it.
/// </summary>
internal sealed class LiveDataset : IBenchmark
{
    private const int WarmUp = 10;

    public string Name => "datagen/live";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var server = await InferenceServer.StartAsync();
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken, DatasetRates.Settings(server, 1));
        using var client = await synter.SignInAsync();
        await client.MadeAsync(new { prompt = "A customer with a name and a number", count = 500 });
        return
        [
            .. await MeasureAsync(server, synter, client, "a record a second", 30, TimeSpan.FromSeconds(1)),
            .. await MeasureAsync(server, synter, client, "ten records a second", 200, TimeSpan.FromMilliseconds(100)),
        ];
    }

    private static async Task<IReadOnlyList<Measure>> MeasureAsync(
        InferenceServer server, BenchSynter synter, HttpClient client, string name, int count, TimeSpan each)
    {
        var answered = new List<double>();
        server.Reset();
        (server.KeepsCalls, server.Delay) = (false, each);
        server.Gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Answer = call =>
        {
            answered.Add((TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds);
            return InferenceServer.Plain(call);
        };
        var id = await client.StartTaskAsync(new { prompt = "A customer with a name and a number", count = WarmUp + count });
        await using var watchers = await Watchers.StartAsync(synter, "good", @"^(\d+)$");
        await watchers.OpenAsync(1, $"/datasets/{id}");
        server.Gate.SetResult();
        await DatasetRates.EndedAsync(client, id);
        await Eventually.TrueAsync(async () => (await watchers.SeenAsync())[0].Any(sight => sight.Mark == WarmUp + count), "the page counts every record");

        var seen = (await watchers.SeenAsync())[0];
        var latencies = new Latencies();
        for (var mark = WarmUp + 1; mark <= WarmUp + count; mark++)
        {
            latencies.Add(seen.First(sight => sight.Mark >= mark).At - answered[mark - 1]);
        }

        return [new($"{name}, until it is counted in the DOM, p50", latencies.Quantile(0.5), "ms"), new($"{name}, until it is counted in the DOM, p95", latencies.Quantile(0.95), "ms", "≤ 150")];
    }
}
