using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Database;

/// <summary>
/// A database of one test class's own: <c>IClassFixture&lt;PostgresFixture&gt;</c>. Tests of a class share it, so each
/// makes the workspace it works in.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private static readonly Scope System = new Scope.System("test");

    private NpgsqlDataSource? _source;

    public string ConnectionString { get; private set; } = "";

    public NpgsqlDataSource Source => _source!;

    public SynterDatabase Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        ConnectionString = await TestCluster.CreateDatabaseAsync();
        _source = DatabaseSetup.Source(ConnectionString);
        Database = new SynterDatabase(_source);
    }

    public async Task DisposeAsync()
    {
        if (_source is not null) await _source.DisposeAsync();
        if (ConnectionString.Length > 0) await TestCluster.DropDatabaseAsync(ConnectionString);
    }

    /// <summary>A fresh workspace with one member, who acts in it.</summary>
    public async Task<Actor> NewWorkspaceAsync(Role role = Role.Admin, string timeZone = "Asia/Kolkata")
    {
        var id = StrongId.New<WorkspaceId>(TimeProvider.System);
        var digits = id.Value.ToString("N");
        var now = TimeProvider.System.Now();
        await using var context = Database.Context(System);
        context.Add(Workspace.Create(id, "w" + digits, "Workspace " + digits[^6..], timeZone, now).Value);
        await context.SaveChangesAsync();
        return await NewMemberAsync(id, role);
    }

    /// <summary>Another person in a workspace.</summary>
    public async Task<Actor> NewMemberAsync(WorkspaceId workspace, Role role)
    {
        var id = StrongId.New<UserId>(TimeProvider.System);
        var email = $"{id.Value:N}@example.com";
        var now = TimeProvider.System.Now();
        await using var context = Database.Context(System);
        context.Add(new User
        {
            Id = id,
            Name = email,
            UserName = email,
            NormalizedUserName = email.ToUpperInvariant(),
            Email = email,
            NormalizedEmail = email.ToUpperInvariant(),
            CreatedAt = now,
        });
        context.Add(new Membership(workspace, id, role, now));
        await context.SaveChangesAsync();
        return new Actor(id, workspace, role, Via.Api, email);
    }
}
