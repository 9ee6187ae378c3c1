using System.Text.Json.Nodes;
using Npgsql;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Audit;

public sealed class AuditChainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TestTrust _trust = new(postgres);

    [Fact]
    public async Task Append_ManyEntries_MakesAChainThatHolds()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 5);

        var report = await _trust.Queries.VerifyAsync(actor, default);

        Assert.Equal(new ChainReport(5, null), report);
    }

    [Fact]
    public async Task Verify_EmptyChain_Holds()
    {
        var actor = await postgres.NewWorkspaceAsync();

        Assert.Equal(new ChainReport(0, null), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Append_EveryShapeOfText_HoldsAndReadsBack()
    {
        var actor = await postgres.NewWorkspaceAsync() with { Name = "Ānanda «ß» 👩‍⚕️" };
        var details = new JsonObject { ["quote"] = "\" \\ \u0000 \u202e 😀", ["number"] = 1.50m, ["nothing"] = null };
        await AppendAsync(actor, Entry(actor, "deliverable.approved", null, details));

        var line = Assert.Single((await _trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items);

        Assert.Equal(actor.Name, line.ActorName);
        Assert.True(JsonNode.DeepEquals(details, line.Details));
        Assert.True((await _trust.Queries.VerifyAsync(actor, default)).Ok);
    }

    [Theory]
    [InlineData("kind = 'deliverable.rejected'")]
    [InlineData("actor_name = 'Somebody else'")]
    [InlineData("actor_id = NULL")]
    [InlineData("actor_id = '0192f3a4-b5c6-7d8e-9f00-112233445566'")]
    [InlineData("via = 'page'")]
    [InlineData("subject = NULL")]
    [InlineData("subject = ''")]
    [InlineData("subject = subject || ' '")]
    [InlineData("correlation = repeat('0', 32)")]
    [InlineData("at = at + interval '1 microsecond'")]
    [InlineData("details_digest = sha256('other')")]
    [InlineData("prev = sha256('other')")]
    [InlineData("mac = sha256('other')")]
    [InlineData("kind = kind || actor_name, actor_name = ''")]
    public async Task Verify_FieldChanged_NamesTheEntry(string change)
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 5);
        await TamperAsync($"UPDATE audit_entries SET {change} WHERE workspace_id = $1 AND seq = 3", actor);

        Assert.Equal(new ChainReport(2, 3), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Theory]
    [InlineData("DELETE FROM audit_entries WHERE workspace_id = $1 AND seq = 3", 2, 3)]
    [InlineData("DELETE FROM audit_entries WHERE workspace_id = $1 AND seq >= 4", 3, 4)]
    [InlineData("DELETE FROM audit_entries WHERE workspace_id = $1", 0, 1)]
    [InlineData("DELETE FROM audit_heads WHERE workspace_id = $1", 0, 1)]
    [InlineData("UPDATE audit_heads SET seq = 3, mac = (SELECT mac FROM audit_entries WHERE workspace_id = $1 AND seq = 3) WHERE workspace_id = $1", 3, 4)]
    [InlineData("UPDATE audit_heads SET mac = sha256('other') WHERE workspace_id = $1", 5, 6)]
    [InlineData("UPDATE audit_entries SET seq = CASE seq WHEN 2 THEN -3 ELSE -2 END WHERE workspace_id = $1 AND seq IN (2, 3); UPDATE audit_entries SET seq = -seq WHERE seq < 0", 1, 2)]
    [InlineData("DELETE FROM audit_details WHERE workspace_id = $1 AND seq = 4", 3, 4)]
    [InlineData("UPDATE audit_details SET details = NULL WHERE workspace_id = $1 AND seq = 4", 3, 4)]
    [InlineData("UPDATE audit_details SET details = replace(details, '1', '2') WHERE workspace_id = $1 AND seq = 1", 0, 1)]
    [InlineData("UPDATE audit_details SET details = details || ' ' WHERE workspace_id = $1 AND seq = 5", 4, 5)]
    public async Task Verify_RowsCutSwappedOrRewritten_NamesTheFirstBrokenPlace(string change, long entries, long firstBroken)
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 5);
        await TamperAsync(change, actor);

        Assert.Equal(new ChainReport(entries, firstBroken), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Verify_EntryForgedWithoutTheKey_IsFound()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 2);
        await TamperAsync("SELECT audit_append($1, now(), ARRAY['x.y'], ARRAY['me'], ARRAY[NULL::uuid], ARRAY['api'], ARRAY['s'], ARRAY['c'], ARRAY['{}'], decode(repeat('36', 64), 'hex'), decode(repeat('5c', 64), 'hex'))", actor);

        Assert.Equal(new ChainReport(2, 3), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Verify_EntryOfAnotherWorkspacesChain_DoesNotFit()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        await AppendAsync(mine, 3);
        await AppendAsync(other, 3);
        await TamperAsync(
            $"""
            DELETE FROM audit_entries WHERE workspace_id = $1 AND seq = 1;
            UPDATE audit_entries SET workspace_id = $1 WHERE workspace_id = '{other.Workspace.Value}' AND seq = 1
            """, mine);

        Assert.Equal(new ChainReport(0, 1), await _trust.Queries.VerifyAsync(mine, default));
    }

    [Fact]
    public async Task EraseDetails_LeavesTheDigest_SoTheChainHolds()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 3);
        await ExecuteAsync(actor.Scope, "SELECT audit_erase_details($1, 2, now())", actor);

        var lines = (await _trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items;

        Assert.Null(lines.Single(l => l.Seq == 2).Details);
        Assert.Equal(new ChainReport(3, null), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET kind = 'x' WHERE workspace_id = $1")]
    [InlineData("DELETE FROM audit_entries WHERE workspace_id = $1")]
    [InlineData("UPDATE audit_details SET details = '{}' WHERE workspace_id = $1")]
    [InlineData("UPDATE audit_details SET details = NULL WHERE workspace_id = $1")]
    [InlineData("DELETE FROM audit_details WHERE workspace_id = $1")]
    [InlineData("UPDATE audit_heads SET seq = 1 WHERE workspace_id = $1")]
    [InlineData("DELETE FROM audit_heads WHERE workspace_id = $1")]
    public async Task Sql_ChangingTheAudit_IsRefused(string sql)
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 2);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(actor.Scope, sql, actor));

        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("audit_entries")]
    [InlineData("audit_details")]
    [InlineData("audit_heads")]
    public async Task Sql_TruncatingTheAudit_IsRefused(string table)
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand($"TRUNCATE {table}", connection);

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    [Fact]
    public async Task Append_ManyAtOnce_KeepsOneChain()
    {
        var actor = await postgres.NewWorkspaceAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => AppendAsync(actor, 5))));

        Assert.Equal(new ChainReport(200, null), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Append_RolledBack_LeavesNoGap()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await AppendAsync(actor, 1);
        await using (var connection = await postgres.Database.OpenAsync(actor.Scope, default))
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await _trust.Audit.AppendAsync(connection, transaction, Entry(actor, "a.b"), default);
        }

        await AppendAsync(actor, 1);

        Assert.Equal(new ChainReport(2, null), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Append_WithinAContextsTransaction_CommitsAndRollsBackWithIt()
    {
        var actor = await postgres.NewWorkspaceAsync();
        foreach (var commit in new[] { true, false })
        {
            await using var context = postgres.Database.Context(actor.Scope);
            await using var transaction = await context.Database.BeginTransactionAsync();
            await _trust.Audit.AppendAsync(context, Entry(actor, "a.b"), default);
            if (commit)
            {
                await transaction.CommitAsync();
            }
        }

        Assert.Equal(new ChainReport(1, null), await _trust.Queries.VerifyAsync(actor, default));
    }

    [Fact]
    public async Task Append_PlatformEntry_HasItsOwnChainThatNoWorkspaceSees()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var entry = Entry(actor, "session.refused") with { Workspace = null };
        await using (var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default))
        {
            await _trust.Audit.AppendAsync(connection, null, entry, default);
        }

        Assert.Empty((await _trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items);
        await using (var connection = await postgres.Database.OpenAsync(actor.Scope, default))
        {
            await Assert.ThrowsAsync<PostgresException>(() => _trust.Audit.AppendAsync(connection, null, entry, default));
        }
    }

    [Fact]
    public async Task Append_IntoAnotherWorkspacesChain_IsRefused()
    {
        var mine = await postgres.NewWorkspaceAsync();
        var other = await postgres.NewWorkspaceAsync();
        await using var connection = await postgres.Database.OpenAsync(mine.Scope, default);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _trust.Audit.AppendAsync(connection, null, Entry(other, "a.b"), default));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    internal static AuditEntry Entry(Actor actor, string kind, string? subject = "dlv_1", JsonObject? details = null) =>
        AuditEntry.By(actor, kind, subject, details ?? new JsonObject { ["step"] = 1 });

    private async Task AppendAsync(Actor actor, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AppendAsync(actor, Entry(actor, "deliverable.approved"));
        }
    }

    private async Task AppendAsync(Actor actor, params AuditEntry[] entries)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await _trust.Audit.AppendAsync(connection, null, entries, default);
    }

    /// <summary>As whoever owns the database would: triggers off, no row-level security.</summary>
    private async Task TamperAsync(string sql, Actor actor)
    {
        await using var connection = await postgres.Database.OpenAsync(new Scope.System("test"), default);
        var steps = sql.Split(';').Prepend("ALTER TABLE audit_entries DISABLE TRIGGER USER").Prepend("ALTER TABLE audit_details DISABLE TRIGGER USER").Prepend("ALTER TABLE audit_heads DISABLE TRIGGER USER")
            .Append("ALTER TABLE audit_entries ENABLE TRIGGER USER").Append("ALTER TABLE audit_details ENABLE TRIGGER USER").Append("ALTER TABLE audit_heads ENABLE TRIGGER USER");
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var step in steps)
        {
            await using var command = new NpgsqlCommand(step, connection, transaction);
            if (step.Contains("$1", StringComparison.Ordinal))
            {
                command.Parameters.Add(new() { Value = actor.Workspace.Value });
            }

            await command.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    private async Task ExecuteAsync(Scope scope, string sql, Actor actor)
    {
        await using var connection = await postgres.Database.OpenAsync(scope, default);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = actor.Workspace.Value } } };
        await command.ExecuteNonQueryAsync();
    }
}
