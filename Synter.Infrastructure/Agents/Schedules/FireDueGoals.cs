using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>
/// Turns goals that are due into runs. A goal's run and its next time are one transaction, so a crash between the two cannot be; two
/// clocks at once take different goals; and the key of a run makes each scheduled instant fire once for ever.
/// </summary>
internal sealed class FireDueGoals(
    EngineConnections connections, RunEnqueue enqueue, RunAnnouncements announcements, TimeProvider clock, ILogger<FireDueGoals> log)
{
    private const int Batch = 200;

    /// <summary>A run that comes later than this after its time is late, and says so.</summary>
    private static readonly TimeSpan Punctual = TimeSpan.FromMinutes(1);

    private const string DueSql = """
        SELECT g.workspace_id, g.id, g.revision, g.frequency, g.schedule::text, g.zone, g.next_fire_at,
            a.id, a.agent_type_id, a.version, a.live_revision, a.status
        FROM goals g JOIN hired_agents a ON a.workspace_id = g.workspace_id AND a.id = g.hired_agent_id
        WHERE g.next_fire_at <= $1
        ORDER BY g.next_fire_at
        LIMIT $2
        FOR UPDATE OF g SKIP LOCKED
        """;

    private const string AdvanceSql = """
        UPDATE goals g SET next_fire_at = n.next
        FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS n (workspace_id, id, next)
        WHERE g.workspace_id = n.workspace_id AND g.id = n.id
        """;

    /// <summary>How many goals were due.</summary>
    public async Task<int> ExecuteAsync(CancellationToken cancellationToken)
    {
        var fired = 0;
        int batch;
        do
        {
            batch = await FireAsync(cancellationToken);
            fired += batch;
        }
        while (batch == Batch);
        return fired;
    }

    private async Task<int> FireAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var lease = await connections.RentAsync(cancellationToken);
        await using var transaction = await lease.Connection.BeginTransactionAsync(cancellationToken);
        var due = await ReadAsync(lease, now, cancellationToken);
        if (due.Count == 0)
        {
            return 0;
        }

        var starts = due.Where(goal => goal.MayRun).Select(goal => Start(goal, now)).ToList();
        var made = starts.Count > 0 ? await enqueue.WriteAsync(lease, starts, cancellationToken) : [];
        await AdvanceAsync(lease, due, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        announcements.Queued([.. starts.Where(start => made.Contains(start.Id))]);
        return due.Count;
    }

    private static async Task<List<DueGoal>> ReadAsync(EngineConnections.Lease lease, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var command = await lease.CommandAsync(DueSql, [now, Batch], cancellationToken);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueGoal>();
        while (await row.ReadAsync(cancellationToken))
        {
            due.Add(Read(row));
        }

        return due;
    }

    private static DueGoal Read(NpgsqlDataReader row)
    {
        var workspace = new WorkspaceId(row.GetGuid(0));
        var goal = new GoalId(row.GetGuid(1));
        int? liveRevision = row.IsDBNull(10) ? null : row.GetInt32(10);
        return new DueGoal(
            RunTarget.OfGoal(
                workspace, row.GetString(8), row.GetInt32(9), new HiredAgentId(row.GetGuid(7)), liveRevision, goal, row.GetInt32(2)),
            row.GetString(3), row.GetString(4), row.GetString(5), row.GetFieldValue<DateTimeOffset>(6),
            // A paused agent's goals have no time; this is for one that is paused in this very moment.
            liveRevision is not null && EnumNames.Read<HiredAgentStatus>(row.GetString(11)) == HiredAgentStatus.Active);
    }

    private RunStart Start(DueGoal goal, DateTimeOffset now) => new(
        StrongId.New<RunId>(clock),
        goal.Id.ToString(),
        goal.Target,
        [],
        Window: null,
        DryRun: false,
        CorrelationId.Current,
        now,
        RunOrigin.Schedule,
        DedupKey: $"fire:{goal.Id}:{goal.At.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'}",
        ScheduledFor: goal.At,
        IsLate: now - goal.At > Punctual);

    private async Task AdvanceAsync(
        EngineConnections.Lease lease, List<DueGoal> due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var command = await lease.CommandAsync(AdvanceSql,
        [
            due.Select(goal => goal.Target.Workspace.Value).ToArray(),
            due.Select(goal => goal.Id.Value).ToArray(),
            // From now, not from the time that was due: after a long stop a goal runs once, not once for each time it missed.
            due.Select(goal => Next(goal, now)).ToArray(),
        ], cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DateTimeOffset? Next(DueGoal goal, DateTimeOffset now)
    {
        try
        {
            var schedule = Schedule.Parse(EnumNames.Read<Frequency>(goal.Frequency), (JsonObject)JsonNode.Parse(goal.Schedule)!).Value;
            return Cadence.Next(schedule, now, Zones.Find(goal.Zone));
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            // It was checked when it was saved, so tzdata or our code has changed. One broken goal must not hold up the others.
            log.BrokenSchedule(goal.Id, goal.Target.Workspace, broken);
            return null;
        }
    }

    private sealed record DueGoal(RunTarget Target, string Frequency, string Schedule, string Zone, DateTimeOffset At, bool MayRun)
    {
        public GoalId Id => Target.Goal!.Value;
    }
}
