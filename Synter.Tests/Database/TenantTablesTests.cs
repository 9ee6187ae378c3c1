using Npgsql;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Database;

public sealed class TenantTablesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Registry_NamesEveryTableThatWorkspacesOwn()
    {
        var secured = await ReadAsync("""
            SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname
            FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE p.polname = 'tenant'
            """);

        Assert.Equal(secured.Order(), TenantTables.InDeleteOrder.Select(t => t.Name).Order());
    }

    [Fact]
    public async Task Order_DeletesWhatPointsBeforeWhatItPointsTo()
    {
        var place = TenantTables.InDeleteOrder.Select((t, i) => (t.Name, i)).ToDictionary(t => t.Name, t => t.i);
        var keys = await ReadAsync("""
            SELECT DISTINCT conrelid::regclass || ' > ' || confrelid::regclass FROM pg_constraint WHERE contype = 'f' AND conrelid <> confrelid
            """);
        var wrong = keys.Select(k => k.Split(" > ")).Where(k => place.ContainsKey(k[0]) && place.ContainsKey(k[1]) && place[k[0]] > place[k[1]]);

        Assert.Empty(wrong.Select(k => $"{k[0]} points to {k[1]} and comes after it"));
    }

    private async Task<List<string>> ReadAsync(string sql)
    {
        var found = new List<string>();
        await using var command = postgres.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
