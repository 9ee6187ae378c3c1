using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>
/// The one way to the database. Everything opened here carries a scope, and row-level security holds it to that.
/// </summary>
public sealed class SynterDatabase(NpgsqlDataSource source, DbContextOptions<SynterDbContext> options)
{
    /// <summary>For what must hold a session of its own outside the pool, a listener above all.</summary>
    public string ConnectionString => source.ConnectionString;

    /// <summary>A plain connection, for the hot paths. The caller disposes it.</summary>
    public async ValueTask<NpgsqlConnection> OpenAsync(Scope scope, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            await ConnectionScope.ApplyAsync(connection, scope, cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A context for one operation. The caller disposes it.</summary>
    public SynterDbContext Context(Scope scope) => new(options, scope);
}
