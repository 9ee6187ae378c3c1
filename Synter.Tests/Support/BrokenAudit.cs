using Npgsql;
using Synter.Domain.Kernel;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>While it stands, nothing can be appended to any audit chain of the test's database.</summary>
public sealed class BrokenAudit : IAsyncDisposable
{
    private readonly PostgresFixture _postgres;

    private BrokenAudit(PostgresFixture postgres) => _postgres = postgres;

    public static async Task<BrokenAudit> InAsync(PostgresFixture postgres)
    {
        await ExecuteAsync(postgres, """
            CREATE OR REPLACE FUNCTION test_no_audit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is full'; END $$;
            CREATE TRIGGER test_no_audit BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION test_no_audit();
            """);
        return new BrokenAudit(postgres);
    }

    public async ValueTask DisposeAsync() => await ExecuteAsync(_postgres, "DROP TRIGGER test_no_audit ON audit_entries");

    private static async Task ExecuteAsync(PostgresFixture postgres, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
