using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Quartz;

namespace Synter.Infrastructure.Database;

/// <summary>
/// What EF cannot say: functions, policies, views, storage settings, and the scheduler's tables. Each script may run any
/// number of times; it does when its text has changed, or when a migration has just changed what it speaks of.
/// </summary>
internal static class SchemaScripts
{
    private const string Folder = ".Database.Sql.";

    private static readonly IReadOnlyList<(string Name, string Sql)> All =
        [.. Own().Append(Scheduler()).OrderBy(script => script.Name, StringComparer.Ordinal)];

    public static async Task ApplyAsync(NpgsqlConnection connection, bool all, CancellationToken cancellation)
    {
        var known = await KnownAsync(connection, cancellation);
        foreach (var (name, sql) in All)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (!all && known.GetValueOrDefault(name) == hash) continue;
            await ExecuteAsync(connection, sql, cancellation);
            await using var remember = new NpgsqlCommand(
                "INSERT INTO schema_scripts (name, hash) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET hash = excluded.hash", connection)
            {
                Parameters = { new() { Value = name }, new() { Value = hash } },
            };
            await remember.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static async Task<Dictionary<string, string>> KnownAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, "CREATE TABLE IF NOT EXISTS schema_scripts (name text PRIMARY KEY, hash text NOT NULL)", cancellation);
        var known = new Dictionary<string, string>();
        await using var command = new NpgsqlCommand("SELECT name, hash FROM schema_scripts", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) known[reader.GetString(0)] = reader.GetString(1);
        return known;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<(string Name, string Sql)> Own()
    {
        var assembly = typeof(SchemaScripts).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains(Folder, StringComparison.Ordinal))
            .Select(name => (name[(name.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..], Read(assembly, name)));
    }

    // Quartz brings its schema along, written so that it only ever creates what is missing.
    private static (string Name, string Sql) Scheduler() =>
        ("quartz.sql", Read(typeof(IScheduler).Assembly, "Quartz.Impl.AdoJobStore.Schema.create_postgres.sql")
            .Replace("{0}", "quartz.qrtz_", StringComparison.Ordinal).Replace("{1}", "qrtz_", StringComparison.Ordinal));

    private static string Read(System.Reflection.Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
