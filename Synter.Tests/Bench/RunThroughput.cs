using System.Diagnostics;
using Npgsql;
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
    private const int Writers = 16;
    private const string Aim = "aim: 5,000 or more";

    public string Name => "runs/throughput";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        var single = await MeasureAsync(environment, "tiny runs, single", commitBatch: 1, writers: Writers, callers: 64, cancellationToken);
        var batch = await MeasureAsync(environment, "tiny runs, batch", commitBatch: 256, writers: 2, callers: 1_000, cancellationToken);
        return [await LimitAsync(environment, cancellationToken), .. single, .. batch];
    }

    /// <summary>What the machine gives at this hour: a row inserted and updated, each durably committed, by as many connections as «single» has writers.</summary>
    private static async Task<Measure> LimitAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(await environment.NewDatabaseAsync(cancellationToken));
        await using (var table = source.CreateCommand("CREATE TABLE bare_rows (id bigint PRIMARY KEY, ended boolean NOT NULL) WITH (fillfactor = 70)"))
        {
            await table.ExecuteNonQueryAsync(cancellationToken);
        }

        await CommitPairsAsync(source, 0, WarmUp / 4, cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        await CommitPairsAsync(source, WarmUp, Runs, cancellationToken);
        return new("the limit: two bare durable commits", Runs / Stopwatch.GetElapsedTime(begun).TotalSeconds, "pairs/s");
    }

    private static Task CommitPairsAsync(NpgsqlDataSource source, long first, int count, CancellationToken cancellationToken)
    {
        var next = first - 1;
        return Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(
            async () =>
            {
                await using var connection = await source.OpenConnectionAsync(cancellationToken);
                await using var insert = new NpgsqlCommand("INSERT INTO bare_rows VALUES ($1, false)", connection) { Parameters = { new() { Value = 0L } } };
                await using var update = new NpgsqlCommand("UPDATE bare_rows SET ended = true WHERE id = $1", connection) { Parameters = { new() { Value = 0L } } };
                await insert.PrepareAsync(cancellationToken);
                await update.PrepareAsync(cancellationToken);
                for (var i = Interlocked.Increment(ref next); i < first + count; i = Interlocked.Increment(ref next))
                {
                    insert.Parameters[0].Value = update.Parameters[0].Value = i;
                    await insert.ExecuteNonQueryAsync(cancellationToken);
                    await update.ExecuteNonQueryAsync(cancellationToken);
                }
            },
            cancellationToken)));
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
