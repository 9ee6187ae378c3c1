using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Database;

/// <summary>
/// Brings a database to what this version needs, then fills in what must be there. One process at a time: the others
/// wait on the lock and find it done.
/// </summary>
public sealed class Migrator(SynterDatabase database, IEnumerable<ISeed> seeds)
{
    /// <summary>Any fixed number: «synter» on a telephone's keys.</summary>
    private const long Lock = 796837;

    private static readonly Scope Scope = new Scope.System("migrate");

    /// <param name="mayMigrate">False refuses a database that is behind, with a sentence for the operator.</param>
    public async Task RunAsync(bool mayMigrate, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(Scope, cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({Lock})", cancellationToken);
        try
        {
            await MigrateAsync(connection, mayMigrate, cancellationToken);
            foreach (var seed in seeds.OrderBy(seed => seed.Order)) await seed.SeedAsync(cancellationToken);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({Lock})", CancellationToken.None);
        }
    }

    private async Task MigrateAsync(NpgsqlConnection connection, bool mayMigrate, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancellationToken)).Count();
        if (pending > 0 && !mayMigrate)
            throw new StartupException($"The database is {pending} migration(s) behind this version of Synter: start once with SYNTER_MIGRATE=true, after a backup.");

        await ExecuteAsync(connection, "CREATE SCHEMA IF NOT EXISTS warehouse; CREATE SCHEMA IF NOT EXISTS quartz; CREATE SCHEMA IF NOT EXISTS sandbox", cancellationToken);
        if (pending > 0) await context.Database.MigrateAsync(cancellationToken);
        await SchemaScripts.ApplyAsync(connection, all: pending > 0, cancellationToken);
        await TenantPolicies.ApplyAsync(context.Model, connection, cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
