using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Tests.Support;

namespace Synter.Tests.Bench;

/// <summary>A private cluster as a user gets it, commits reaching the disk, and fresh databases in it.</summary>
internal sealed class BenchEnvironment : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly PostgresCluster _cluster;
    private int _made;

    private BenchEnvironment(TemporaryFolder folder, PostgresCluster cluster)
    {
        _folder = folder;
        _cluster = cluster;
    }

    public static async Task<BenchEnvironment> StartAsync()
    {
        var folder = new TemporaryFolder();
        return new BenchEnvironment(folder, await PostgresCluster.StartAsync(new ClusterOptions { Folder = folder.Path }, NullLogger.Instance, default));
    }

    /// <summary>A migrated database of the benchmark's own; answers its connection string.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = $"bench_{Interlocked.Increment(ref _made)}";
        await using (var superuser = new NpgsqlConnection(_cluster.SuperuserConnectionString))
        {
            await superuser.OpenAsync(cancellationToken);
            await using var create = new NpgsqlCommand($"CREATE DATABASE {name} OWNER synter", superuser);
            await create.ExecuteNonQueryAsync(cancellationToken);
        }

        var connectionString = new NpgsqlConnectionStringBuilder(_cluster.ConnectionString) { Database = name }.ConnectionString;
        await using var source = DatabaseSetup.Source(connectionString);
        await new Migrator(new SynterDatabase(source), []).RunAsync(mayMigrate: true, cancellationToken);
        return connectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
    }
}
