using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Database;

public sealed class TenancyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Scope System = new Scope.System("test");

    [Fact]
    public async Task Sql_WithoutWhere_SeesOnlyItsWorkspace()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();

        await using var connection = await postgres.Database.OpenAsync(mine.Scope, default);

        Assert.Equal([mine.Workspace.Value], await ReadAsync(connection, "SELECT workspace_id FROM memberships"));
        Assert.Equal([mine.Workspace.Value], await ReadAsync(connection, "SELECT id FROM workspaces"));
        Assert.Equal(0, await ExecuteAsync(connection, $"DELETE FROM memberships WHERE workspace_id = '{other.Workspace.Value}'"));
        Assert.Equal(0, await ExecuteAsync(connection, $"UPDATE workspaces SET name = 'taken' WHERE id = '{other.Workspace.Value}'"));
    }

    [Fact]
    public async Task Sql_WritingIntoAnotherWorkspace_IsRefused()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();

        await using var connection = await postgres.Database.OpenAsync(mine.Scope, default);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection,
            $"INSERT INTO memberships (workspace_id, user_id, role, created_at) VALUES ('{other.Workspace.Value}', '{mine.User.Value}', 'admin', now())"));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Sql_OnAConnectionWithoutScope_SeesNothing()
    {
        await postgres.NewWorkspaceAsync();

        await using var connection = await postgres.Source.OpenConnectionAsync();

        Assert.Empty(await ReadAsync(connection, "SELECT workspace_id FROM memberships"));
    }

    [Fact]
    public async Task Open_WithoutScope_Throws()
    {
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await postgres.Database.OpenAsync(null!, default));
        Assert.Throws<ArgumentNullException>(() => postgres.Database.Context(null!));
    }

    [Fact]
    public async Task Context_SeesItsWorkspace_AndSystemSeesAll()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();

        await using var context = postgres.Database.Context(mine.Scope);
        await using var system = postgres.Database.Context(System);

        Assert.Equal([mine.User], await context.Set<Membership>().Select(m => m.UserId).ToListAsync());
        Assert.Equal([mine.User], await context.Set<Membership>().IgnoreQueryFilters([SynterDbContext.TenantFilter]).Select(m => m.UserId).ToListAsync());
        Assert.Equal(2, await system.Set<Membership>().CountAsync(m => m.WorkspaceId == mine.Workspace || m.WorkspaceId == other.Workspace));
    }

    [Fact]
    public async Task Pool_SharedByManyWorkspaces_NeverMixesThem()
    {
        var actors = new List<Actor>();
        for (var i = 0; i < 20; i++) actors.Add(await postgres.NewWorkspaceAsync());
        await using var source = DatabaseSetup.Source(postgres.ConnectionString + ";Maximum Pool Size=4");
        var database = new SynterDatabase(source);

        var seen = await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            var actor = actors[i % actors.Count];
            if (i % 2 == 0)
            {
                await using var connection = await database.OpenAsync(actor.Scope, default);
                return (actor.Workspace.Value, await ReadAsync(connection, "SELECT workspace_id FROM memberships"));
            }

            await using var context = database.Context(actor.Scope);
            return (actor.Workspace.Value, await context.Set<Membership>().Select(m => m.WorkspaceId.Value).ToListAsync());
        }));

        Assert.All(seen, pair => Assert.Equal([pair.Value], pair.Item2));
    }

    [Fact]
    public async Task Pool_ReturnedConnection_ForgetsItsScope()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await using var source = DatabaseSetup.Source(postgres.ConnectionString + ";Maximum Pool Size=1");
        var database = new SynterDatabase(source);
        await using (var connection = await database.OpenAsync(actor.Scope, default))
        {
            // Often enough for its plan to be kept, for such a connection is reset in another way.
            for (var i = 0; i < 10; i++) Assert.Single(await ReadAsync(connection, "SELECT workspace_id FROM memberships"));
        }

        await using var bare = await source.OpenConnectionAsync();

        Assert.Empty(await ReadAsync(bare, "SELECT workspace_id FROM memberships"));
    }

    /// <summary>A pooler between keeps no sessions, and so no plans: its operator says so in the address.</summary>
    [Theory]
    [InlineData("Host=127.0.0.1", 100)]
    [InlineData("Host=127.0.0.1;Max Auto Prepare=0", 0)]
    [InlineData("Host=127.0.0.1;MaxAutoPrepare=7", 7)]
    public async Task Pool_KeepsPlans_UnlessItsAddressSaysOtherwise(string address, int plans)
    {
        await using var source = DatabaseSetup.Source(address);

        Assert.Equal(plans, new NpgsqlConnectionStringBuilder(source.ConnectionString).MaxAutoPrepare);
    }

    [Fact]
    public async Task EveryTableWithAWorkspace_HasForcedRowLevelSecurity()
    {
        await using var connection = await postgres.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("""
            SELECT n.nspname || '.' || c.relname
            FROM pg_class c
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id' AND NOT a.attisdropped
            WHERE c.relkind IN ('r', 'p') AND n.nspname NOT LIKE 'pg_%'
              AND NOT (c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
            """, connection);
        var open = new List<string>();
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) open.Add(reader.GetString(0));

        Assert.Equal(PlatformTables.Reasons.Keys.Order(), open.Order());
    }

    private static async Task<List<Guid>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        var found = new List<Guid>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) found.Add(reader.GetGuid(0));
        return found;
    }

    private static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync();
    }
}
