using System.Diagnostics;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Bench;

/// <summary>
/// How many progress reports a second the engine takes from running skills, with nobody watching and with a hundred who do; and how long
/// a report takes to a watcher, here and on another node.
/// </summary>
internal sealed class ProgressThroughput : IBenchmark
{
    private const int Runs = 8;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(5);

    public string Name => "runs/progress";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken) =>
    [
        new("reports taken, nobody watching", await ReportAsync(environment, watchers: 0, cancellationToken), "/s"),
        new("reports taken, 100 watching", await ReportAsync(environment, watchers: 100, cancellationToken), "/s"),
        .. (await SeeAsync(environment, isOtherNode: false, cancellationToken)).Measures("report to watcher, same node"),
        .. (await SeeAsync(environment, isOtherNode: true, cancellationToken)).Measures("report to watcher, second node"),
    ];

    private static async Task<double> ReportAsync(BenchEnvironment environment, int watchers, CancellationToken cancellationToken)
    {
        long reports = 0;
        var world = new EngineWorld().Skill("report", async (context, token) =>
        {
            await Task.Yield();
            var begun = Stopwatch.GetTimestamp();
            for (var i = 0; Stopwatch.GetElapsedTime(begun) < Time; i++)
            {
                context.Report(i, 1_000_000, "Reporting");
                Interlocked.Increment(ref reports);
                if (i % 1_000 == 0)
                {
                    await Task.Yield();
                }
            }

            return RunOutcome.Nothing;
        });
        await using var node = await BenchNode.StartAsync(await environment.NewDatabaseAsync(cancellationToken), world, _ => { });
        var workspace = BenchNode.Workspaces(1)[0];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var readers = Enumerable.Range(0, watchers).Select(_ => Task.Run(() => DrainAsync(node.Engine.Feed.Watch(workspace), stop.Token), CancellationToken.None)).ToList();

        await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => node.Engine.Store.EnqueueAsync(EngineWorld.Start(workspace, "report"), cancellationToken)));
        await node.WaitUntilQueueIsEmptyAsync();
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        return reports / Time.TotalSeconds;
    }

    private static async Task<Latencies> SeeAsync(BenchEnvironment environment, bool isOtherNode, CancellationToken cancellationToken)
    {
        const int marks = 100;
        var sent = new long[marks + 1];
        var seen = new SemaphoreSlim(0);
        var world = new EngineWorld().Skill("mark", async (context, token) =>
        {
            for (var i = 1; i <= marks; i++)
            {
                sent[i] = Stopwatch.GetTimestamp();
                context.Report(i, marks, "Marking");
                await seen.WaitAsync(token);
            }

            return RunOutcome.Nothing;
        });
        var database = await environment.NewDatabaseAsync(cancellationToken);
        await using var worker = await BenchNode.StartAsync(database, world, _ => { });
        await using var other = isOtherNode ? await BenchNode.StartAsync(database, world, options => options.Slots = 0) : null;
        var workspace = BenchNode.Workspaces(1)[0];
        var start = EngineWorld.Start(workspace, "mark");
        using var watch = (other ?? worker).Engine.Feed.Watch(workspace, start.Id);
        await worker.Engine.Store.EnqueueAsync(start, cancellationToken);

        var latencies = new Latencies();
        for (var mark = 0; mark < marks;)
        {
            foreach (var pulse in (await watch.ReadAsync(cancellationToken)).Items.Where(p => p.Progress.Done > mark))
            {
                mark = (int)pulse.Progress.Done;
                latencies.AddSince(sent[mark]);
                seen.Release();
            }
        }

        return latencies;
    }

    private static async Task DrainAsync(IFeedWatch<RunPulse> watch, CancellationToken cancellationToken)
    {
        using (watch)
        {
            try
            {
                while (true)
                {
                    await watch.ReadAsync(cancellationToken);
                    // As a page does, which draws at most so often.
                    await Task.Delay(100, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
                // The page was closed.
            }
        }
    }
}
