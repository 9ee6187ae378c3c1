using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
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

    private static readonly Lazy<IModel> Model = new(() => ForDesign().Model);

    /// <summary>
    /// Begins to build the model, which takes about a second and no database: who has a database to wait for does it meanwhile.
    /// </summary>
    public static void PrepareModel() => Task.Run(() => Model.Value);

    private static readonly Lazy<DbContextOptions<SynterDbContext>> Options = new(() => Builder().UseModel(Model.Value).Options);

    /// <summary>
    /// A context on the database of a source. The options name no source: what is compiled for queries is kept by options, and so it
    /// serves every database of this process.
    /// </summary>
    public static SynterDbContext On(NpgsqlDataSource source, Scope scope)
    {
        var context = new SynterDbContext(Options.Value, scope);
        context.Database.SetDbConnection(source.CreateConnection(), contextOwnsConnection: true);
        return context;
    }

    /// <summary>A context without a database, to compare the model with.</summary>
    public static SynterDbContext ForDesign() => new(Builder().Options, new Scope.System("design"));

    private static DbContextOptionsBuilder<SynterDbContext> Builder() =>
        new DbContextOptionsBuilder<SynterDbContext>()
            .UseApplicationServiceProvider(IdentitySchema)
            .UseNpgsql(npgsql => npgsql.MigrationsHistoryTable("schema_migrations", "public"))
            // A test compares the model with the migrations; done again here it takes seconds of every first start.
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .AddInterceptors(new ScopeInterceptor());
}
