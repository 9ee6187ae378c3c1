using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs;
using Synter.Infrastructure.Database;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Bench;

/// <summary>A database with a run engine or two on it.</summary>
internal sealed class BenchNode : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;

    private BenchNode(NpgsqlDataSource source, EngineNode engine)
    {
        _source = source;
        Engine = engine;
    }

    public EngineNode Engine { get; }

    private SynterDatabase Database => Engine.Get<SynterDatabase>();

    /// <param name="connectionString">Several nodes on one are several processes, as far as the database can tell.</param>
    public static async Task<BenchNode> StartAsync(string connectionString, EngineWorld world, Action<RunEngineOptions> configure)
    {
        var source = DatabaseSetup.Source(connectionString);
        return new BenchNode(source, await EngineNode.StartAsync(new SynterDatabase(source), world, configure));
    }

    public static IReadOnlyList<WorkspaceId> Workspaces(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => StrongId.New<WorkspaceId>(TimeProvider.System))];

    /// <summary>Opens lanes so wide that only the engine limits what runs.</summary>
    public async Task OpenLanesAsync(IEnumerable<WorkspaceId> workspaces, int maxInFlight)
    {
        await using var connection = await Database.OpenAsync(new Scope.System("bench"), default);
        await using var command = new NpgsqlCommand("INSERT INTO lanes (workspace_id, max_in_flight) SELECT unnest($1::uuid[]), $2", connection)
        {
            Parameters = { new() { Value = workspaces.Select(w => w.Value).ToArray() }, new() { Value = maxInFlight } },
        };
        await command.ExecuteNonQueryAsync();
    }

    public async Task WaitUntilQueueIsEmptyAsync()
    {
        await using var connection = await Database.OpenAsync(new Scope.System("bench"), default);
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM run_queue)", connection);
        while (await command.ExecuteScalarAsync() is true)
        {
            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await _source.DisposeAsync();
    }
}
