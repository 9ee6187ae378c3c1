using System.Data.Common;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs;

/// <summary>A run as lists show it, out of its history (r), its row in the queue while it has one (q), its agent (a) and its goal (g).</summary>
internal static class RunRows
{
    public const int Count = 25;

    public const string Columns = """
        r.id, r.job_id, r.agent_type_id, r.hired_agent_id, coalesce(nullif(a.nickname, ''), r.agent_type_id), r.goal_id, g.goal_template_id,
        r.status, r.dry_run, r.is_late, r.origin, coalesce(q.attempt, r.attempt),
        coalesce(q.progress_done, r.progress_done), coalesce(q.progress_total, r.progress_total),
        CASE WHEN q.run_id IS NULL THEN r.progress_step ELSE q.progress_step END, coalesce(q.cancel_requested, false),
        r.queued_at, r.due_at, r.started_at, r.finished_at, r.error_class, r.error_code, r.error_message, r.correlation_id,
        coalesce(q.version, r.version)
        """;

    public static RunRow Read(DbDataReader row) => new(
        new RunId(row.GetGuid(0)),
        row.GetString(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : new HiredAgentId(row.GetGuid(3)),
        row.GetString(4),
        row.IsDBNull(5) ? null : new GoalId(row.GetGuid(5)),
        row.Text(6),
        EnumNames.Read<RunStatus>(row.GetString(7)),
        row.GetBoolean(8),
        row.GetBoolean(9),
        EnumNames.Read<RunOrigin>(row.GetString(10)),
        row.GetInt32(11),
        new RunProgress(row.GetInt64(12), row.GetInt64(13), row.Text(14) ?? ""),
        row.GetBoolean(15),
        row.GetFieldValue<DateTimeOffset>(16),
        row.GetFieldValue<DateTimeOffset>(17),
        row.Time(18),
        row.Time(19),
        row.IsDBNull(20) ? null : new RunError(EnumNames.Read<FailureClass>(row.GetString(20)), row.GetString(21), row.GetString(22)),
        new CorrelationId(row.GetString(23)),
        row.GetInt64(24));

    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static DateTimeOffset? Time(this DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
