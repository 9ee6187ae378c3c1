using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.DataGen.Tables;

/// <summary>
/// How far CStore has followed a dataset: what is to be mirrored, in other words. Each change of the dataset moves its version in the
/// same transaction, so that no crash leaves one out.
/// </summary>
internal sealed class MirroredDataset : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public DatasetId DatasetId { get; init; }

    public long Version { get; init; }

    /// <summary>Zero while it has never been mirrored.</summary>
    public long MirroredVersion { get; init; }

    /// <summary>How many records the document there has.</summary>
    public int MirroredRecords { get; init; }

    public DateTimeOffset? MirroredAt { get; init; }

    public DateTimeOffset DueAt { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Tries that failed since the last that did not.</summary>
    public int Failures { get; init; }

    public string? Problem { get; init; }
}

internal sealed class MirroredDatasetConfiguration : IEntityTypeConfiguration<MirroredDataset>
{
    public void Configure(EntityTypeBuilder<MirroredDataset> mirrored)
    {
        mirrored.ToTable("dataset_mirrors");
        mirrored.HasKey(m => new { m.WorkspaceId, m.DatasetId });
        mirrored.HasOne<StoredDataset>().WithOne().HasForeignKey<MirroredDataset>(m => new { m.WorkspaceId, m.DatasetId });
        mirrored.HasIndex(m => m.DueAt).HasFilter("version > mirrored_version");
        mirrored.HasIndex(m => m.Failures).HasFilter("failures > 0");
        mirrored.HasStorageParameter("fillfactor", 50);
    }
}
