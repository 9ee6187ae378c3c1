using System.Data.Common;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>
/// Tells PostgreSQL which rows a session may see. The only place that does: EF and plain Npgsql both come through here.
/// Both settings are written each time, so that nothing depends on what the session was before.
/// </summary>
internal static class ConnectionScope
{
    private const string Sql = "SELECT set_config('synter.workspace_id', @workspace, false), set_config('synter.system', @system, false)";

    public static async Task ApplyAsync(DbConnection connection, Scope scope, CancellationToken cancellation)
    {
        await using var command = Command(connection, scope);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static void Apply(DbConnection connection, Scope scope)
    {
        using var command = Command(connection, scope);
        command.ExecuteNonQuery();
    }

    private static DbCommand Command(DbConnection connection, Scope scope)
    {
        // Never run unset: a session without a scope would see nothing and say so nowhere.
        ArgumentNullException.ThrowIfNull(scope);
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        Add(command, "workspace", scope is Scope.Workspace workspace ? workspace.Id.Value.ToString() : "");
        Add(command, "system", scope is Scope.System ? "on" : "");
        return command;
    }

    private static void Add(DbCommand command, string name, string value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
