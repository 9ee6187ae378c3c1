using System.Net.Sockets;
using Npgsql;
using Synter.Infrastructure.EmbeddedPostgres;
using Synter.Infrastructure.Settings;

namespace Synter.Infrastructure.Database;

/// <summary>Looks at an outside database before anything else does, and says in a sentence what is wrong with it.</summary>
public static class DatabaseProbe
{
    private const string Setting = "POSTGRES_URL";

    public static async Task CheckAsync(string connectionString, CancellationToken cancellationToken)
    {
        var address = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        address.Timeout = Math.Min(address.Timeout, 10);
        var where = $"{address.Host}:{address.Port}";
        try
        {
            await using var connection = new NpgsqlConnection(address.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            if (connection.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
                throw new StartupException($"The database at {where} is PostgreSQL {connection.PostgreSqlVersion.Major}: point {Setting} to version {PostgresBinaries.OldestMajor} or newer.");
        }
        catch (PostgresException refused)
        {
            throw new StartupException(refused.SqlState switch
            {
                PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
                    $"The database at {where} refused the user {address.Username}: mend user and password in {Setting}.",
                PostgresErrorCodes.InvalidCatalogName =>
                    $"The server at {where} has no database {address.Database}: create it, or mend the name in {Setting}.",
                _ => $"The database at {where} refused the connection ({refused.MessageText}): mend it or {Setting}.",
            }, refused);
        }
        catch (Exception unreachable) when (unreachable is NpgsqlException or SocketException or TimeoutException or ArgumentException)
        {
            var why = unreachable.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : unreachable.Message.TrimEnd('.');
            throw new StartupException($"The database at {where} cannot be reached ({why}): start it, or mend {Setting}.", unreachable);
        }
    }
}
