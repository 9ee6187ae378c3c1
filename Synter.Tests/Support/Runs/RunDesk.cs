using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Support.Runs;

/// <summary>A workspace of a test's own, its runs started and looked at as its people would.</summary>
internal sealed class RunDesk(EngineNode node, Actor actor)
{
    public RunDesk(EngineNode node) : this(node, NewActor())
    {
    }

    public Actor Actor => actor;

    public WorkspaceId Workspace => actor.Workspace;

    public static Actor NewActor(Role role = Role.Analyst) => new(
        StrongId.New<UserId>(TimeProvider.System), StrongId.New<WorkspaceId>(TimeProvider.System), role, Via.Page, "ada");

    public async Task<RunId> StartAsync(
        string skill = EngineWorld.Tiny, string? key = null, string? job = null, string? concurrencyKey = null, bool dryRun = false,
        DateTimeOffset? due = null) =>
        (await node.Store.EnqueueAsync(EngineWorld.Start(actor.Workspace, skill, key, job, concurrencyKey, dryRun, due), default)).Run;

    public async Task<RunDetail> RunAsync(RunId run) => (await node.Get<IRunQueries>().FindAsync(actor, run, default))!;

    public async Task<RunDetail> UntilAsync(RunId run, RunStatus status)
    {
        await Eventually.TrueAsync(async () => (await RunAsync(run)).Row.Status == status, $"{run} is {status}");
        return await RunAsync(run);
    }

    public async Task<IReadOnlyList<string>> LogAsync(RunId run) =>
        [.. (await node.Get<IRunQueries>().LogAsync(actor, run, 0, 10_000, default)).Select(line => $"{line.Seq} {line.Level} {line.Message}")];

    public Task<Result<CancelOutcome>> CancelAsync(RunId run) => node.Get<CancelRun>().ExecuteAsync(actor, run, default);

    public Task<long> CountAsync(string table) => ScalarAsync<long>($"SELECT count(*) FROM {table} WHERE workspace_id = $1");

    /// <summary>With the workspace as $1.</summary>
    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var connection = await node.Get<SynterDatabase>().OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = actor.Workspace.Value } } };
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await node.Get<SynterDatabase>().OpenAsync(new Scope.System("test"), default);
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = actor.Workspace.Value } } };
        await command.ExecuteNonQueryAsync();
    }
}
