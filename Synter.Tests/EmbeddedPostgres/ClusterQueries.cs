using Npgsql;
using Synter.Infrastructure.EmbeddedPostgres;

namespace Synter.Tests.EmbeddedPostgres;

internal static class ClusterQueries
{
    public static async Task<bool> AnswersAsync(this PostgresCluster cluster)
    {
        try
        {
            return await cluster.ScalarAsync<int>("SELECT 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    public static async Task ExecuteAsync(this PostgresCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        await source.CreateCommand(sql).ExecuteNonQueryAsync();
    }

    public static async Task<T> ScalarAsync<T>(this PostgresCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString);
        return (T)(await source.CreateCommand(sql).ExecuteScalarAsync())!;
    }
}
