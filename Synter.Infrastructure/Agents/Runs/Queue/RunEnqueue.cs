using System.Collections.Concurrent;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// Puts runs into the queue: the history row and the queue row in one statement. A run whose key is there already is left out.
/// </summary>
internal sealed class RunEnqueue(TimeProvider clock)
{
    private const string LanesSql = "INSERT INTO lanes (workspace_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING";

    private static readonly RowSource<(RunStart Run, DateTimeOffset Now)> Rows = new RowSource<(RunStart Run, DateTimeOffset Now)>()
        .With("workspace_id", "uuid", r => r.Run.Target.Workspace.Value)
        .With("id", "uuid", r => r.Run.Id.Value)
        .With("job_id", "text", r => r.Run.JobId)
        .With("agent_type_id", "text", r => r.Run.Target.AgentTypeId)
        .With("agent_type_version", "int", r => r.Run.Target.AgentTypeVersion)
        .With("hired_agent_id", "uuid", r => r.Run.Target.Agent?.Value)
        .With("config_revision", "int", r => r.Run.Target.ConfigRevision)
        .With("goal_id", "uuid", r => r.Run.Target.Goal?.Value)
        .With("goal_revision", "int", r => r.Run.Target.GoalRevision)
        .With("concurrency_key", "text", r => r.Run.Target.ConcurrencyKey)
        .With("params", "jsonb", r => r.Run.Params.Count == 0 ? "{}" : r.Run.Params.ToJsonString())
        .With("window_start", "date", r => r.Run.Window?.Start)
        .With("window_end", "date", r => r.Run.Window?.End)
        .With("dry_run", "boolean", r => r.Run.DryRun)
        .With("correlation_id", "text", r => r.Run.Correlation.Value)
        .With("origin", "text", r => EnumNames.Write(r.Run.Origin))
        .With("started_by", "text", r => r.Run.StartedBy)
        .With("dedup_key", "text", r => r.Run.DedupKey)
        .With("scheduled_for", "timestamptz", r => r.Run.ScheduledFor)
        .With("is_late", "boolean", r => r.Run.IsLate)
        .With("due_at", "timestamptz", r => r.Run.DueAt)
        .With("queued_at", "timestamptz", r => r.Now);

    private static readonly string OneSql = Sql(Rows.One);
    private static readonly string ManySql = Sql(Rows.Many);

    // Lanes never go while Synter runs, so each is made sure of once. (The reaper mends one that a rolled back transaction took along.)
    private readonly ConcurrentDictionary<WorkspaceId, bool> _lanes = new();

    /// <summary>Returns the runs that were made. In the statement's own commit, or in the transaction the connection is in.</summary>
    public async Task<HashSet<RunId>> WriteAsync(
        EngineConnections.Lease lease, IReadOnlyList<RunStart> starts, CancellationToken cancellationToken)
    {
        await OpenLanesAsync(lease, starts, cancellationToken);
        var now = clock.Now();
        var rows = starts.Select(start => (start, now)).ToList();
        var command = await lease.CommandAsync(rows.Count == 1 ? OneSql : ManySql, Rows.Values(rows), cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var made = new HashSet<RunId>(starts.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            made.Add(new RunId(reader.GetGuid(0)));
        }

        return made;
    }

    private static string Sql(string source) => $"""
        WITH made AS (
            INSERT INTO runs (
                {Rows.Names}, status, attempt, records_written, progress_done, progress_total, log_seq, version)
            SELECT g.*, 'queued', 0, 0, 0, 0, 0, 0 FROM {source}
            ON CONFLICT DO NOTHING
            RETURNING workspace_id, id, due_at, concurrency_key
        ), queued AS (
            INSERT INTO run_queue (workspace_id, run_id, due_at, concurrency_key)
            SELECT workspace_id, id, due_at, concurrency_key FROM made
        )
        SELECT id FROM made
        """;

    private async Task OpenLanesAsync(EngineConnections.Lease lease, IReadOnlyList<RunStart> starts, CancellationToken cancellationToken)
    {
        HashSet<WorkspaceId>? unknown = null;
        foreach (var start in starts)
        {
            if (!_lanes.ContainsKey(start.Target.Workspace))
            {
                (unknown ??= []).Add(start.Target.Workspace);
            }
        }

        if (unknown is null)
        {
            return;
        }

        var command = await lease.CommandAsync(LanesSql, [unknown.Select(w => w.Value).ToArray()], cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
        foreach (var workspace in unknown)
        {
            _lanes[workspace] = true;
        }
    }
}
