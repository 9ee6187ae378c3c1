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

    private const string Sql = """
        WITH made AS (
            INSERT INTO runs (
                workspace_id, id, job_id, agent_type_id, agent_type_version, hired_agent_id, config_revision, goal_id, goal_revision,
                concurrency_key, params, window_start, window_end, dry_run, correlation_id, origin, started_by, dedup_key, scheduled_for,
                is_late, due_at, queued_at, status, attempt, records_written, progress_done, progress_total, log_seq, version)
            SELECT g.*, $22, 'queued', 0, 0, 0, 0, 0, 0
            FROM unnest(
                $1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::int[], $6::uuid[], $7::int[], $8::uuid[], $9::int[],
                $10::text[], $11::jsonb[], $12::date[], $13::date[], $14::boolean[], $15::text[], $16::text[], $17::text[], $18::text[], $19::timestamptz[],
                $20::boolean[], $21::timestamptz[]) AS g
            ON CONFLICT DO NOTHING
            RETURNING workspace_id, id, due_at, concurrency_key
        ), queued AS (
            INSERT INTO run_queue (workspace_id, run_id, due_at, concurrency_key)
            SELECT workspace_id, id, due_at, concurrency_key FROM made
        )
        SELECT id FROM made
        """;

    // Lanes never go while Synter runs, so each is made sure of once. (The reaper mends one that a rolled back transaction took along.)
    private readonly ConcurrentDictionary<WorkspaceId, bool> _lanes = new();

    /// <summary>Returns the runs that were made. In the statement's own commit, or in the transaction the connection is in.</summary>
    public async Task<HashSet<RunId>> WriteAsync(
        EngineConnections.Lease lease, IReadOnlyList<RunStart> starts, CancellationToken cancellationToken)
    {
        await OpenLanesAsync(lease, starts, cancellationToken);
        var command = await lease.CommandAsync(Sql, Columns(starts), cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var made = new HashSet<RunId>(starts.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            made.Add(new RunId(reader.GetGuid(0)));
        }

        return made;
    }

    private object?[] Columns(IReadOnlyList<RunStart> starts)
    {
        return
        [
            Column(r => r.Target.Workspace.Value),
            Column(r => r.Id.Value),
            Column(r => r.JobId),
            Column(r => r.Target.AgentTypeId),
            Column(r => r.Target.AgentTypeVersion),
            Column(r => r.Target.Agent?.Value),
            Column(r => r.Target.ConfigRevision),
            Column(r => r.Target.Goal?.Value),
            Column(r => r.Target.GoalRevision),
            Column(r => r.Target.ConcurrencyKey),
            Column(r => r.Params.ToJsonString()),
            Column(r => r.Window?.Start),
            Column(r => r.Window?.End),
            Column(r => r.DryRun),
            Column(r => r.Correlation.Value),
            Column(r => EnumNames.Write(r.Origin)),
            Column(r => r.StartedBy),
            Column(r => r.DedupKey),
            Column(r => r.ScheduledFor),
            Column(r => r.IsLate),
            Column(r => r.DueAt),
            clock.Now(),
        ];

        T[] Column<T>(Func<RunStart, T> value)
        {
            var column = new T[starts.Count];
            for (var i = 0; i < column.Length; i++)
            {
                column[i] = value(starts[i]);
            }

            return column;
        }
    }

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
