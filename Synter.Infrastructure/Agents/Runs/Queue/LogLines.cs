using System.Text.Json;
using Synter.Domain.Agents.Runs;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// Log lines on their way into a statement: one jsonb value a run. So the statement that checks the lease carries them along, and
/// needs no join to find their run.
/// </summary>
internal static class LogLines
{
    /// <summary>To be put after a common table expression <c>held</c> with workspace_id, run_id and lines.</summary>
    public const string InsertSql = """
        INSERT INTO run_log (workspace_id, run_id, seq, at, level, message)
        SELECT h.workspace_id, h.run_id, l.seq, l.at, l.level, l.message
        FROM held h CROSS JOIN LATERAL jsonb_to_recordset(h.lines::jsonb) AS l (seq bigint, at timestamptz, level text, message text)
        """;

    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string? ToJson(IReadOnlyList<RunLogLine> lines) => lines.Count == 0
        ? null
        : JsonSerializer.Serialize(lines.Select(l => new Line(l.Seq, l.At, EnumNames.Write(l.Level), l.Message)), Names);

    private sealed record Line(long Seq, DateTimeOffset At, string Level, string Message);
}
