using System.Diagnostics;
using Synter.Domain.Kernel;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Bench;

/// <summary>
/// Tiny runs a second, from enqueue to completion: a skill that does nothing, through the real engine. Single: one durable commit for
/// each enqueue and each completion. Batch: those that come together share one.
/// </summary>
internal sealed class RunThroughput : IBenchmark
{
    private const int Runs = 30_000;
    private const int WarmUp = 20_000;
    private const int Workspaces = 20;
    private const string Aim = "aim: 5,000 or more";

    public string Name => "runs/throughput";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        var single = await MeasureAsync(environment, "tiny runs, single", commitBatch: 1, writers: 16, callers: 64, cancellationToken);
        var batch = await MeasureAsync(environment, "tiny runs, batch", commitBatch: 256, writers: 2, callers: 1_000, cancellationToken);
        return [.. single, .. batch];
    }

    private static async Task<IReadOnlyList<Measure>> MeasureAsync(
        BenchEnvironment environment, string name, int commitBatch, int writers, int callers, CancellationToken cancellationToken)
    {
        var connectionString = await environment.NewDatabaseAsync(cancellationToken);
        await using var node = await BenchNode.StartAsync(connectionString, new EngineWorld(), options =>
        {
            options.Slots = 1_000;
            options.CommitBatch = commitBatch;
            options.CommitWriters = writers;
        });
        var workspaces = BenchNode.Workspaces(Workspaces);
        await node.OpenLanesAsync(workspaces, 200);
        // Long enough for the compiler to have settled too: the first thousands cost three times the rest.
        await RunAsync(node, workspaces, callers, WarmUp, cancellationToken);

        var cpu = await CpuMeter.StartAsync(connectionString);
        var begun = Stopwatch.GetTimestamp();
        await RunAsync(node, workspaces, callers, Runs, cancellationToken);
        var rate = Runs / Stopwatch.GetElapsedTime(begun).TotalSeconds;
        return [new(name, rate, "runs/s", Aim), .. cpu.PerRun(name, Runs)];
    }

    private static async Task RunAsync(
        BenchNode node, IReadOnlyList<WorkspaceId> workspaces, int callers, int runs, CancellationToken cancellationToken)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(
            async () =>
            {
                for (var i = Interlocked.Increment(ref next); i < runs; i = Interlocked.Increment(ref next))
                {
                    await node.Engine.Store.EnqueueAsync(EngineWorld.Start(workspaces[i % workspaces.Count]), cancellationToken);
                }
            },
            cancellationToken)));
        await node.WaitUntilQueueIsEmptyAsync();
    }
}
