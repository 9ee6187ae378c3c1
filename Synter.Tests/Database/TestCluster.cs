using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Tests.Support;

namespace Synter.Tests.Database;

/// <summary>
/// One private cluster for the whole test run, with a template database migrated once. It stops with the test process.
/// </summary>
public static class TestCluster
{
    private const string Template = "synter_template";

    private static readonly Lazy<Task<PostgresCluster>> Cluster = new(StartAsync);

    private static int _made;

    /// <summary>Makes a database of its own from the template and answers how to reach it.</summary>
    public static Task<string> CreateDatabaseAsync() => CreateDatabaseAsync(Template);

    /// <summary>One that nothing has been migrated in.</summary>
    public static Task<string> CreateEmptyDatabaseAsync() => CreateDatabaseAsync("template1");

    public static async Task DropDatabaseAsync(string connectionString) =>
        await ExecuteAsync(await Cluster.Value, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>For what only a superuser may look at.</summary>
    public static async Task<string> SuperuserConnectionStringAsync() => (await Cluster.Value).SuperuserConnectionString;

    private static async Task<string> CreateDatabaseAsync(string template)
    {
        var cluster = await Cluster.Value;
        var name = $"test_{Interlocked.Increment(ref _made)}";
        await ExecuteAsync(cluster, $"CREATE DATABASE {name} TEMPLATE {template} OWNER synter");
        return Database(cluster, name);
    }

    private static async Task<PostgresCluster> StartAsync()
    {
        var folder = new TemporaryFolder();
        var cluster = await PostgresCluster.StartAsync(new ClusterOptions { Folder = folder.Path, Durable = false }, NullLogger.Instance, default);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            cluster.DisposeAsync().AsTask().GetAwaiter().GetResult();
            folder.Dispose();
        };
        await ExecuteAsync(cluster, $"CREATE DATABASE {Template} OWNER synter");
        await MigrateAsync(Database(cluster, Template));
        return cluster;
    }

    private static async Task MigrateAsync(string connectionString)
    {
        await using var source = DatabaseSetup.Source(connectionString);
        await new Migrator(new SynterDatabase(source), []).RunAsync(mayMigrate: true, default);
    }

    private static string Database(PostgresCluster cluster, string name) =>
        new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Database = name, IncludeErrorDetail = true }.ConnectionString;

    private static async Task ExecuteAsync(PostgresCluster cluster, string sql)
    {
        await using var connection = new NpgsqlConnection(cluster.SuperuserConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
