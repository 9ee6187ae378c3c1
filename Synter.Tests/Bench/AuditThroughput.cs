using System.Diagnostics;
using System.Text.Json.Nodes;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Bench;

/// <summary>Appends to the audit, each in a transaction of its own that reaches the disk, and the walk that checks a chain.</summary>
internal sealed class AuditThroughput : IBenchmark
{
    private const int Writers = 16;
    private const int Entries = 20_000;

    public string Name => "audit";

    public async Task<IReadOnlyList<Measure>> RunAsync(BenchEnvironment environment, CancellationToken cancellationToken)
    {
        await using var source = DatabaseSetup.Source(await environment.NewDatabaseAsync(cancellationToken));
        var database = new SynterDatabase(source);
        var trust = new TestTrust(database);
        var one = NewActors(1);
        await AppendAsync(database, trust, one, 1_000, cancellationToken);

        var inOne = await AppendAsync(database, trust, one, Entries, cancellationToken);
        var inMany = await AppendAsync(database, trust, NewActors(200), Entries, cancellationToken);
        var begun = Stopwatch.GetTimestamp();
        var report = await trust.Queries.VerifyAsync(one[0], cancellationToken);
        return
        [
            new($"appends, one workspace, {Writers} writers", inOne, "/s", "3,500 /s"),
            new($"appends, 200 workspaces, {Writers} writers", inMany, "/s"),
            new($"entries verified (chain {(report.Ok ? "holds" : "is broken")})", report.Entries / Stopwatch.GetElapsedTime(begun).TotalSeconds, "/s"),
        ];
    }

    private static Actor[] NewActors(int count) => [.. Enumerable.Range(0, count).Select(_ => new Actor(
        StrongId.New<UserId>(TimeProvider.System), StrongId.New<WorkspaceId>(TimeProvider.System), Role.Admin, Via.Api, "bench"))];

    private static async Task<double> AppendAsync(SynterDatabase database, TestTrust trust, Actor[] actors, int entries, CancellationToken cancellationToken)
    {
        var next = -1;
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < entries; i = Interlocked.Increment(ref next))
            {
                var actor = actors[i % actors.Length];
                await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
                var entry = AuditEntry.By(actor, "bench.appended", "dlv_1", new JsonObject { ["before"] = 1, ["after"] = 2 });
                await trust.Audit.AppendAsync(connection, null, entry, cancellationToken);
            }
        }, cancellationToken)));
        return entries / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
