using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

internal sealed class RunStore : IRunStore
{
    private const string FindByKeySql = "SELECT id, status FROM runs WHERE workspace_id = $1 AND dedup_key = $2";

    private readonly EngineConnections _connections;
    private readonly RunEnqueue _enqueue;
    private readonly RunCancels _cancels;
    private readonly RunAnnouncements _announcements;
    private readonly GroupCommit<RunStart, bool> _group;

    public RunStore(
        EngineConnections connections, RunEnqueue enqueue, RunCancels cancels, RunAnnouncements announcements, RunEngineOptions options)
    {
        _connections = connections;
        _enqueue = enqueue;
        _cancels = cancels;
        _announcements = announcements;
        _group = new GroupCommit<RunStart, bool>(EnqueueManyAsync, options.CommitBatch, options.CommitWriters);
    }

    public async Task<StartedRun> EnqueueAsync(RunStart start, CancellationToken cancellationToken)
    {
        if (!await _group.AddAsync(start))
        {
            return await FindAsync(start, cancellationToken);
        }

        _announcements.Queued([start]);
        return new StartedRun(start.Id, RunStatus.Queued);
    }

    public async Task<CancelOutcome> CancelAsync(WorkspaceId workspace, RunId run, CancellationToken cancellationToken)
    {
        var outcome = await _cancels.CancelAsync(workspace, run, cancellationToken);
        switch (outcome)
        {
            case CancelOutcome.Cancelled:
                _announcements.Changed(workspace, run);
                break;
            case CancelOutcome.Asked:
                _announcements.CancelRequested(workspace, run);
                break;
        }

        return outcome;
    }

    private async Task<IReadOnlyList<bool>> EnqueueManyAsync(IReadOnlyList<RunStart> starts)
    {
        await using var lease = await _connections.RentAsync(default);
        var made = await _enqueue.WriteAsync(lease, starts, default);
        return starts.Select(s => made.Contains(s.Id)).ToList();
    }

    private async Task<StartedRun> FindAsync(RunStart start, CancellationToken cancellationToken)
    {
        await using var lease = await _connections.RentAsync(cancellationToken);
        var command = await lease.CommandAsync(FindByKeySql, [start.Target.Workspace.Value, start.DedupKey], cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new StartedRun(new RunId(reader.GetGuid(0)), EnumNames.Read<RunStatus>(reader.GetString(1)))
            : throw new InvalidOperationException($"Run {start.Id} was neither queued nor there before.");
    }
}
