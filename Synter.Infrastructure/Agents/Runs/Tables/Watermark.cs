using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>How far a job's data is covered.</summary>
internal sealed class Watermark : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public required string JobId { get; init; }

    public required string Value { get; init; }

    /// <summary>The run that moved it here.</summary>
    public RunId RunId { get; init; }

    public DateTimeOffset MovedAt { get; init; }
}

internal sealed class WatermarkConfiguration : IEntityTypeConfiguration<Watermark>
{
    public void Configure(EntityTypeBuilder<Watermark> watermark)
    {
        watermark.ToTable("watermarks");
        watermark.HasKey(w => new { w.WorkspaceId, w.JobId });
    }
}
