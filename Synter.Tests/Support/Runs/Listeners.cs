using Npgsql;
using Synter.Tests.Database;

namespace Synter.Tests.Support.Runs;

/// <summary>The lines on which a database's nodes hear of each other.</summary>
internal static class Listeners
{
    private const string Lines = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND query LIKE 'LISTEN %'";

    public static async Task CutAsync(string database) =>
        await AskAsync(database, $"SELECT count(pg_terminate_backend(pid)) FROM ({Lines}) AS l");

    public static Task UntilAsync(string database, int nodes) => Eventually.TrueAsync(
        async () => await AskAsync(database, $"SELECT count(*) FROM ({Lines}) AS l") >= nodes, $"{nodes} nodes listen");

    private static async Task<long> AskAsync(string database, string sql)
    {
        await using var superuser = new NpgsqlConnection(await TestCluster.SuperuserConnectionStringAsync());
        await superuser.OpenAsync();
        await using var command = new NpgsqlCommand(sql, superuser) { Parameters = { new() { Value = new NpgsqlConnectionStringBuilder(database).Database! } } };
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
