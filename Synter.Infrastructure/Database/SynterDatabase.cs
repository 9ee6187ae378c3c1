using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>
/// The one way to the database. Everything opened here carries a scope, and row-level security holds it to that.
/// </summary>
public sealed class SynterDatabase(NpgsqlDataSource source)
{
    /// <summary>A plain connection, for the hot paths. The caller disposes it.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(Scope scope, CancellationToken cancellationToken) =>
        OpenAsync(source.CreateConnection(), scope, cancellationToken);

    /// <summary>
    /// A session of its own, for one that listens: it is kept for ever, and notices within seconds when the line is dead.
    /// The caller disposes it.
    /// </summary>
    public ValueTask<NpgsqlConnection> OpenOutsidePoolAsync(Scope scope, CancellationToken cancellationToken)
    {
        using var pooled = source.CreateConnection();
        var settings = new NpgsqlConnectionStringBuilder(pooled.ConnectionString) { Pooling = false, KeepAlive = 10 };
        // Cloned, because the password is not in the string any more.
        return OpenAsync(pooled.CloneWith(settings.ConnectionString), scope, cancellationToken);
    }

    private static async ValueTask<NpgsqlConnection> OpenAsync(NpgsqlConnection connection, Scope scope, CancellationToken cancellationToken)
    {
        try
        {
            ArgumentNullException.ThrowIfNull(scope);
            await connection.OpenAsync(cancellationToken);
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
    public SynterDbContext Context(Scope scope) => DatabaseOptions.On(source, scope);
}
