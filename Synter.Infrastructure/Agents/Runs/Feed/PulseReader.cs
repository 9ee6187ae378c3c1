using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>
/// Reads back runs that moved elsewhere, for those who watch them here: once for all watchers, and not at all when there are none.
/// </summary>
internal sealed class PulseReader : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private const string Sql = """
        SELECT r.workspace_id, r.id, r.hired_agent_id, r.status, coalesce(q.attempt, r.attempt),
            coalesce(q.progress_done, r.progress_done), coalesce(q.progress_total, r.progress_total),
            CASE WHEN q.run_id IS NULL THEN r.progress_step ELSE q.progress_step END,
            coalesce(q.log_seq, r.log_seq), coalesce(q.version, r.version)
        FROM unnest($1::uuid[], $2::uuid[]) AS g (workspace_id, run_id)
        JOIN runs r ON r.workspace_id = g.workspace_id AND r.id = g.run_id
        LEFT JOIN run_queue q ON q.workspace_id = r.workspace_id AND q.run_id = r.id
        """;

    private readonly EngineConnections _connections;
    private readonly RunFeed _feed;
    private readonly Coalescer<(WorkspaceId Workspace, RunId Run)> _wanted;

    public PulseReader(EngineConnections connections, RunFeed feed, TimeProvider clock, ILogger<PulseReader> log)
    {
        _connections = connections;
        _feed = feed;
        _wanted = new Coalescer<(WorkspaceId, RunId)>(ReadAsync, Every, clock, log);
    }

    public void Read(WorkspaceId workspace, RunId run)
    {
        if (_feed.IsWatched(workspace, run))
        {
            _wanted.Add((workspace, run));
        }
    }

    public ValueTask DisposeAsync() => _wanted.DisposeAsync();

    private async Task ReadAsync(IReadOnlyCollection<(WorkspaceId Workspace, RunId Run)> wanted)
    {
        await using var lease = await _connections.RentAsync(default);
        var command = await lease.CommandAsync(
            Sql, [wanted.Select(w => w.Workspace.Value).ToArray(), wanted.Select(w => w.Run.Value).ToArray()], default);
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            _feed.Publish(new WorkspaceId(row.GetGuid(0)), new RunPulse(
                new RunId(row.GetGuid(1)),
                row.IsDBNull(2) ? null : new HiredAgentId(row.GetGuid(2)),
                EnumNames.Read<RunStatus>(row.GetString(3)),
                row.GetInt32(4),
                new RunProgress(row.GetInt64(5), row.GetInt64(6), row.IsDBNull(7) ? "" : row.GetString(7)),
                row.GetInt64(8),
                row.GetInt64(9)));
        }
    }
}
