using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Synter.Infrastructure.Database;

public static class DatabaseSetup
{
    public static IServiceCollection AddSynterDatabase(this IServiceCollection services, string connectionString) => services
        .AddSingleton(provider => Source(connectionString, provider.GetService<ILoggerFactory>()))
        .AddSingleton<SynterDatabase>()
        .AddSingleton<Migrator>()
        .AddHealthChecks().AddCheck<DatabaseHealth>("database").Services;

    /// <summary>Statements whose plans a connection keeps, where its address does not say.</summary>
    private const int PlansKept = 100;

    /// <summary>The pool. Its reset on return stays on: it is what keeps a workspace from leaking to the next borrower.</summary>
    public static NpgsqlDataSource Source(string connectionString, ILoggerFactory? logs = null)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "synter";
        builder.ConnectionStringBuilder.NoResetOnClose = false;
        // A connection that keeps plans is also reset without throwing away those of functions and foreign keys.
        if (!builder.ConnectionStringBuilder.ShouldSerialize("Max Auto Prepare")) builder.ConnectionStringBuilder.MaxAutoPrepare = PlansKept;
        return builder.UseLoggerFactory(logs).Build();
    }
}
