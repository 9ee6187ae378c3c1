using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.DataGen.Tables;

/// <summary>A workspace's counters. Each moves in the transaction of what it counts, so they agree with the tables after any crash.</summary>
internal sealed class DataGenCounters : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public long TotalJobs { get; init; }

    public long TotalRecordsRequested { get; init; }

    public long TotalRecordsGenerated { get; init; }

    public long ActiveJobs { get; init; }

    public long FailedJobs { get; init; }

    public DateTimeOffset LastJobAt { get; init; }
}

internal sealed class DataGenCountersConfiguration : IEntityTypeConfiguration<DataGenCounters>
{
    public void Configure(EntityTypeBuilder<DataGenCounters> counters)
    {
        counters.ToTable("datagen_counters");
        counters.HasKey(c => c.WorkspaceId);
        counters.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        counters.HasStorageParameter("fillfactor", 50);
    }
}
