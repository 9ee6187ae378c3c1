using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>The context's options, the same when Synter runs and when a migration is made.</summary>
public static class DatabaseOptions
{
    /// <summary>
    /// Identity reads its schema version from the application's services, not from the context: without this the
    /// passkey table would be missing.
    /// </summary>
    private static readonly IServiceProvider IdentitySchema = new ServiceCollection()
        .Configure<IdentityOptions>(options => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3)
        .BuildServiceProvider();

    public static DbContextOptions<SynterDbContext> For(NpgsqlDataSource source) =>
        new DbContextOptionsBuilder<SynterDbContext>()
            .UseApplicationServiceProvider(IdentitySchema)
            .UseNpgsql(source, npgsql => npgsql.MigrationsHistoryTable("schema_migrations", "public"))
            .AddInterceptors(new ScopeInterceptor())
            .Options;

    /// <summary>A context without a database, to compare the model with.</summary>
    public static SynterDbContext ForDesign() =>
        new(For(NpgsqlDataSource.Create("Host=127.0.0.1;Database=none")), new Scope.System("design"));
}
