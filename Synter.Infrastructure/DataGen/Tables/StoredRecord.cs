using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.DataGen.Tables;

/// <summary>
/// A finished record of a dataset, good or failed. Without a foreign key: its dataset is written by the same statement, and the check
/// would cost each record a look.
/// </summary>
internal sealed class StoredRecord : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public DatasetId DatasetId { get; init; }

    /// <summary>Its place in the dataset, from 0.</summary>
    public int Index { get; init; }

    /// <summary>Compact JSON as text: jsonb would lose the order of its keys and rewrite its numbers. Null when it failed.</summary>
    public string? Record { get; init; }

    public string? Error { get; init; }

    /// <summary>Null when none came, or when it is the record to the letter.</summary>
    public string? RawReply { get; init; }

    public int Calls { get; init; }

    public int LatencyMs { get; init; }

    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    public DateTimeOffset At { get; init; }

    public Verdict? Verdict { get; init; }

    public string? JudgedBy { get; init; }

    public DateTimeOffset? JudgedAt { get; init; }
}

internal sealed class StoredRecordConfiguration : IEntityTypeConfiguration<StoredRecord>
{
    public void Configure(EntityTypeBuilder<StoredRecord> record)
    {
        record.ToTable("dataset_records");
        record.HasKey(r => new { r.WorkspaceId, r.DatasetId, r.Index });
        record.HasIndex(r => new { r.WorkspaceId, r.DatasetId, r.Index }, "ix_dataset_records_failed").HasFilter("record IS NULL");
        record.HasIndex(r => new { r.WorkspaceId, r.DatasetId, r.Verdict, r.Index }, "ix_dataset_records_judged").HasFilter("verdict IS NOT NULL");
    }
}
