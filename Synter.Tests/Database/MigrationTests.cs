using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Settings;

namespace Synter.Tests.Database;

public sealed class MigrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Migrator_RunAgain_ChangesNothingAndSeedsInOrder()
    {
        var order = new List<int>();
        var migrator = new Migrator(postgres.Database, [new Seed(100, order), new Seed(0, order)]);

        await migrator.RunAsync(mayMigrate: false, default);

        Assert.Equal([0, 100], order);
    }

    [Fact]
    public async Task Migrator_TwoAtOnce_SeedOneAfterTheOther()
    {
        var order = new List<int>();
        var seed = new Seed(0, order);

        await Task.WhenAll(
            new Migrator(postgres.Database, [seed]).RunAsync(mayMigrate: false, default),
            new Migrator(postgres.Database, [seed]).RunAsync(mayMigrate: false, default));

        Assert.Equal(1, seed.MostAtOnce);
    }

    [Fact]
    public async Task Migrator_NotAllowed_RefusesADatabaseThatIsBehind()
    {
        var empty = await TestCluster.CreateEmptyDatabaseAsync();
        await using (var source = DatabaseSetup.Source(empty))
        {
            var refused = await Assert.ThrowsAsync<StartupException>(() =>
                new Migrator(new SynterDatabase(source), []).RunAsync(mayMigrate: false, default));
            Assert.Contains("SYNTER_MIGRATE", refused.Message, StringComparison.Ordinal);
        }

        await TestCluster.DropDatabaseAsync(empty);
    }

    [Fact]
    public void Model_HasNoChangeWithoutAMigration()
    {
        using var context = DatabaseOptions.ForDesign();

        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: ./synter migrations add NAME.");
    }

    [Fact]
    public async Task Role_OwnsItsDatabase_AndMakesNoOther()
    {
        await using var connection = await postgres.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("CREATE DATABASE none", connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Names_NeedNoQuotes()
    {
        await using var command = postgres.Source.CreateCommand("""
            SELECT coalesce(string_agg(format('%s.%s', table_name, column_name), ', '), '') FROM information_schema.columns
            WHERE table_name <> 'schema_migrations' AND table_schema IN ('public', 'warehouse', 'sandbox', 'quartz') AND (lower(table_name) <> table_name OR lower(column_name) <> column_name)
            """);

        Assert.Equal("", await command.ExecuteScalarAsync());
    }

    private sealed class Seed(int order, List<int> seen) : ISeed
    {
        private int _running;

        public int Order => order;

        public int MostAtOnce { get; private set; }

        public async Task SeedAsync(CancellationToken cancellationToken)
        {
            MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
            await Task.Yield();
            seen.Add(order);
            Interlocked.Decrement(ref _running);
        }
    }
}
