using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>A run's history: written when it is queued, when an attempt begins and when it ends. What moves in between is in <see cref="QueuedRun"/>.</summary>
internal sealed class RunRecord : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public RunId Id { get; init; }

    public required string JobId { get; init; }

    public required string AgentTypeId { get; init; }

    public int AgentTypeVersion { get; init; }

    public HiredAgentId? HiredAgentId { get; init; }

    public int? ConfigRevision { get; init; }

    public GoalId? GoalId { get; init; }

    public int? GoalRevision { get; init; }

    public string? ConcurrencyKey { get; init; }

    public required string Params { get; init; }

    public DateOnly? WindowStart { get; init; }

    public DateOnly? WindowEnd { get; init; }

    public bool DryRun { get; init; }

    public required string CorrelationId { get; init; }

    public RunOrigin Origin { get; init; }

    public string? StartedBy { get; init; }

    public string? DedupKey { get; init; }

    /// <summary>The instant its goal's schedule named.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    public bool IsLate { get; init; }

    public RunStatus Status { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? AttemptStartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool? Ok { get; init; }

    public string? Metrics { get; init; }

    public long RecordsWritten { get; init; }

    public string? Notes { get; init; }

    /// <summary>The status, if it is an end that nobody wished for; PostgreSQL makes it.</summary>
    public string? EndedBadly { get; private init; }

    public FailureClass? ErrorClass { get; init; }

    public string? ErrorCode { get; init; }

    public string? ErrorMessage { get; init; }

    public string? WatermarkBefore { get; init; }

    public string? Watermark { get; init; }

    public long ProgressDone { get; init; }

    public long ProgressTotal { get; init; }

    public string? ProgressStep { get; init; }

    public long LogSeq { get; init; }

    public long Version { get; init; }
}

internal sealed class RunRecordConfiguration : IEntityTypeConfiguration<RunRecord>
{
    public void Configure(EntityTypeBuilder<RunRecord> run)
    {
        run.ToTable("runs");
        run.HasKey(r => new { r.WorkspaceId, r.Id });
        run.Property(r => r.Params).HasColumnType("jsonb");
        run.Property(r => r.Metrics).HasColumnType("jsonb");
        run.Property(r => r.Notes).HasColumnType("jsonb");
        run.HasIndex(r => new { r.WorkspaceId, r.DedupKey }).IsUnique().HasFilter("dedup_key IS NOT NULL");
        run.HasIndex(r => new { r.WorkspaceId, r.QueuedAt, r.Id });
        run.HasIndex(r => new { r.WorkspaceId, r.HiredAgentId, r.QueuedAt, r.Id });
        run.HasIndex(r => new { r.WorkspaceId, r.JobId, r.QueuedAt, r.Id });
        // What went wrong, listed and counted. In a good run it is never anything but null, so its updates touch no index (heap-only), as
        // they would if an index named the status itself.
        run.Property(r => r.EndedBadly).HasComputedColumnSql(
            "CASE WHEN status IN ('failed', 'failed_auth', 'failed_schema', 'cancelled') THEN status END", stored: true);
        run.HasIndex(r => new { r.WorkspaceId, r.EndedBadly, r.QueuedAt, r.Id }).HasFilter("ended_badly IS NOT NULL")
            .IncludeProperties(r => new { r.HiredAgentId, r.JobId, r.AgentTypeId });
        // Room on each page for the two updates a run gets.
        run.HasStorageParameter("fillfactor", 70);
    }
}
