using Npgsql;

namespace Synter.Infrastructure.EmbeddedPostgres;

/// <summary>
/// All the superuser is for: the role Synter works as, which cannot bypass row-level security, and its database. A
/// second role may, but nobody can sign in as it: it owns the few search functions that check the workspace themselves.
/// </summary>
internal static class Provisioning
{
    public const string Role = "synter";
    public const string SearchRole = "synter_search";

    /// <summary>Whether Synter's role gets in and finds the other one, which is every start but the first.</summary>
    public static bool IsDone(string connection)
    {
        try
        {
            using var own = new NpgsqlConnection(connection);
            own.Open();
            return Exists(own, "pg_roles", "rolname", SearchRole);
        }
        catch (PostgresException refused) when (refused.SqlState is
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    public static void Apply(string superuserConnection, string database, string password, bool passwordIsNew)
    {
        using var connection = new NpgsqlConnection(superuserConnection);
        connection.Open();
        if (!Exists(connection, "pg_roles", "rolname", Role))
            Execute(connection, $"CREATE ROLE {Role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '{password}'");
        else if (passwordIsNew)
            Execute(connection, $"ALTER ROLE {Role} PASSWORD '{password}'");

        if (!Exists(connection, "pg_roles", "rolname", SearchRole))
            Execute(connection, $"CREATE ROLE {SearchRole} NOLOGIN BYPASSRLS; GRANT {SearchRole} TO {Role}");

        if (Exists(connection, "pg_database", "datname", database)) return;
        Execute(connection, $"CREATE DATABASE {database} OWNER {Role}");
        Execute(connection, $"REVOKE ALL ON DATABASE {database} FROM PUBLIC");
    }

    private static bool Exists(NpgsqlConnection connection, string catalogue, string column, string name)
    {
        using var command = new NpgsqlCommand($"SELECT 1 FROM {catalogue} WHERE {column} = $1", connection) { Parameters = { new() { Value = name } } };
        return command.ExecuteScalar() is not null;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
