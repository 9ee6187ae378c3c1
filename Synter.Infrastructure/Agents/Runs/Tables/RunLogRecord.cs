using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>A line of a run's log. Without a foreign key for the reason <see cref="QueuedRun"/> gives; retention removes both.</summary>
internal sealed class RunLogRecord : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public RunId RunId { get; init; }

    /// <summary>From 1 without gaps, over all attempts.</summary>
    public long Seq { get; init; }

    public DateTimeOffset At { get; init; }

    public LogLevel Level { get; init; }

    public required string Message { get; init; }
}

internal sealed class RunLogRecordConfiguration : IEntityTypeConfiguration<RunLogRecord>
{
    public void Configure(EntityTypeBuilder<RunLogRecord> line)
    {
        line.ToTable("run_log");
        line.HasKey(l => new { l.WorkspaceId, l.RunId, l.Seq });
    }
}
