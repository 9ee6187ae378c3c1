using System.Collections.Concurrent;
using System.Diagnostics;
using Synter.Domain.Agents.Runs;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Bench;

/// <summary>
/// From the call that queues a run until its agent's code runs, at a steady 500 a second that waits for nobody (open loop): on the same
/// node, and on another one that must hear of it.
/// </summary>
internal sealed class RunLatency : IBenchmark
{
    private const int PerSecond = 500;
    private const string Aim = "aim: 10 or less";
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(15);

    public string Name => "runs/latency";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken) =>
    [
        .. (await MeasureAsync(environment, isOtherNode: false, cancellationToken)).Measures("enqueue to code, same node", Aim),
        .. (await MeasureAsync(environment, isOtherNode: true, cancellationToken)).Measures("enqueue to code, second node", Aim),
    ];

    private static async Task<Latencies> MeasureAsync(BenchEnvironment environment, bool isOtherNode, CancellationToken cancellationToken)
    {
        var sent = new ConcurrentDictionary<RunId, long>();
        var (warm, latencies) = (new Latencies(), new Latencies());
        var current = warm;
        var world = new EngineWorld().Skill("started", (context, _) =>
        {
            if (sent.TryRemove(context.Envelope.RunId, out var at))
            {
                current.AddSince(at);
            }

            return Task.FromResult(RunOutcome.Nothing);
        });
        var database = await environment.NewDatabaseAsync(cancellationToken);
        await using var worker = await BenchNode.StartAsync(database, world, _ => { });
        await using var other = isOtherNode ? await BenchNode.StartAsync(database, world, options => options.Slots = 0) : null;
        var sender = (other ?? worker).Engine.Store;
        var workspaces = BenchNode.Workspaces(20);
        await worker.OpenLanesAsync(workspaces, 64);

        await SendAsync(Warm);
        current = latencies;
        await SendAsync(Long);
        await worker.WaitUntilQueueIsEmptyAsync();
        return latencies;

        // At the times the rate says, whether the ones before have been answered or not: a slow answer must not slow the questions.
        async Task SendAsync(TimeSpan time)
        {
            var begun = Stopwatch.GetTimestamp();
            var tasks = new List<Task>();
            var count = (int)(time.TotalSeconds * PerSecond);
            while (tasks.Count < count)
            {
                var due = (int)(Stopwatch.GetElapsedTime(begun).TotalSeconds * PerSecond);
                while (tasks.Count < Math.Min(due, count))
                {
                    var start = EngineWorld.Start(workspaces[tasks.Count % workspaces.Count], "started");
                    sent[start.Id] = Stopwatch.GetTimestamp();
                    tasks.Add(sender.EnqueueAsync(start, cancellationToken));
                }

                await Task.Delay(1, cancellationToken);
            }

            await Task.WhenAll(tasks);
        }
    }
}
