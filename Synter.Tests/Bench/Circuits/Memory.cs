using Synter.Infrastructure.Database;
using Synter.Tests.Bench.Circuits.Wire;
using Synter.Tests.Bench.Pages;

namespace Synter.Tests.Bench.Circuits;

/// <summary>
/// What Synter holds of the machine's memory after a collection, PostgreSQL not counted: idle, and what a circuit adds on pages whose
/// lists are full. The first circuits are left out of that, as they pay for what all share. They are circuits without a browser: to Synter
/// they are the same.
/// </summary>
internal sealed class Memory : IBenchmark
{
    private const int Rows = 1_000;
    private const int WarmUp = 100;
    private const int Circuits = 100;

    public string Name => "memory";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var synter = await BenchSynter.StartAsync(environment, cancellationToken);
        var idle = await MeasureAsync(synter, cancellationToken);

        using var client = await synter.SignInAsync();
        var small = await SmallWorkspace.MakeAsync(client);
        await using (var source = DatabaseSetup.Source(synter.ConnectionString))
        {
            await LargeWorkspace.MakeAsync(small, new SynterDatabase(source), Rows);
        }

        string[] pages = ["/", $"/review/{small.Waiting}", "/runs", $"/runs/{small.Run}", $"/agents/{small.Agents[0].Agent}/configure"];
        var (name, value) = await synter.SignInByCookieAsync();
        await using var watchers = new WireWatchers(synter.Address, $"{name}={value}");
        await watchers.OpenAsync(WarmUp, pages);
        var few = await MeasureAsync(synter, cancellationToken);
        await watchers.OpenAsync(WarmUp + Circuits, pages);
        var many = await MeasureAsync(synter, cancellationToken);
        watchers.Seen();
        return
        [
            new("idle", idle.All, "MB", "≤ 300"),
            new($"{WarmUp} circuits", few.All, "MB"),
            new($"{WarmUp + Circuits} circuits", many.All, "MB"),
            new("a circuit", (many.All - few.All) * 1024 / Circuits, "KB", "≤ 500"),
            new("… without the code that the runtime compiled meanwhile", (many.All - many.Code - few.All + few.Code) * 1024 / Circuits, "KB"),
        ];
    }

    private static async Task<(double All, double Code)> MeasureAsync(BenchSynter synter, CancellationToken cancellationToken)
    {
        await Garbage.CollectAsync(synter.ProcessId, cancellationToken);
        return (Garbage.Resident(synter.ProcessId), Garbage.Code(synter.ProcessId));
    }
}
