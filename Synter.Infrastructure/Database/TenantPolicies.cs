using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Database;

/// <summary>Row-level security for every tenant table of the model, put on where it is missing.</summary>
internal static class TenantPolicies
{
    public static async Task ApplyAsync(IModel model, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var secured = await SecuredAsync(connection, cancellation);
        var missing = model.GetEntityTypes()
            .Where(entity => entity.BaseType is null && typeof(ITenantRow).IsAssignableFrom(entity.ClrType) && entity.GetTableName() is not null)
            .Where(entity => !secured.Contains($"{entity.GetSchema() ?? "public"}.{entity.GetTableName()}"));
        foreach (var entity in missing)
        {
            await using var command = new NpgsqlCommand(Sql(entity), connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static string Sql(IEntityType entity)
    {
        var table = $"{entity.GetSchema() ?? "public"}.{entity.GetTableName()}";
        var column = entity.FindProperty(nameof(ITenantRow.WorkspaceId))!.GetColumnName();
        return $"""
            ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
            ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
            DROP POLICY IF EXISTS tenant ON {table};
            CREATE POLICY tenant ON {table} USING ({column} = (SELECT synter_ws()) OR (SELECT synter_system()));
            """;
    }

    private static async Task<HashSet<string>> SecuredAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        const string sql = """
            SELECT n.nspname || '.' || c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_policy p ON p.polrelid = c.oid
            WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'tenant'
            """;
        var secured = new HashSet<string>();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) secured.Add(reader.GetString(0));
        return secured;
    }
}
