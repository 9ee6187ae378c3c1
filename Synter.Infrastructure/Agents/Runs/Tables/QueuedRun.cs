using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>
/// A run that has not ended: narrow, because every claim, progress report and renewal rewrites it. The row goes when the run ends.
/// No foreign key to <see cref="RunRecord"/>: both rows are made and ended in one statement, and the check would lock the run's row
/// at each enqueue.
/// </summary>
internal sealed class QueuedRun : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public RunId RunId { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>Attempts begun.</summary>
    public int Attempt { get; init; }

    public string? ConcurrencyKey { get; init; }

    /// <summary>The node that runs it; null while it waits.</summary>
    public Guid? LeaseOwner { get; init; }

    /// <summary>Raised by every claim and every end of a lease. Every write of a run names it, so a worker that lost its lease writes nothing.</summary>
    public long LeaseToken { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public bool CancelRequested { get; init; }

    public long ProgressDone { get; init; }

    public long ProgressTotal { get; init; }

    public string? ProgressStep { get; init; }

    public long LogSeq { get; init; }

    /// <summary>Grows with every change; tells an older live message from a newer one.</summary>
    public long Version { get; init; }
}

internal sealed class QueuedRunConfiguration : IEntityTypeConfiguration<QueuedRun>
{
    public void Configure(EntityTypeBuilder<QueuedRun> queued)
    {
        queued.ToTable("run_queue");
        queued.HasKey(q => new { q.WorkspaceId, q.RunId });
        queued.Property(q => q.CancelRequested).HasDefaultValue(false);
        queued.Property(q => q.Attempt).HasDefaultValue(0);
        queued.Property(q => q.LeaseToken).HasDefaultValue(0L);
        queued.Property(q => q.ProgressDone).HasDefaultValue(0L);
        queued.Property(q => q.ProgressTotal).HasDefaultValue(0L);
        queued.Property(q => q.LogSeq).HasDefaultValue(0L);
        queued.Property(q => q.Version).HasDefaultValue(0L);
        // What may be claimed, first things first.
        queued.HasIndex(q => new { q.WorkspaceId, q.DueAt }).HasFilter("lease_owner IS NULL");
        // What is claimed: counts a lane, and holds one run to a concurrency key.
        queued.HasIndex(q => new { q.WorkspaceId, q.ConcurrencyKey }).IsUnique().HasFilter("lease_owner IS NOT NULL");
        queued.HasStorageParameter("fillfactor", 50);
        queued.HasStorageParameter("autovacuum_vacuum_scale_factor", 0);
        queued.HasStorageParameter("autovacuum_vacuum_threshold", 2000);
        queued.HasStorageParameter("autovacuum_vacuum_cost_delay", 0);
        queued.HasStorageParameter("autovacuum_analyze_scale_factor", 0);
        queued.HasStorageParameter("autovacuum_analyze_threshold", 20000);
    }
}
