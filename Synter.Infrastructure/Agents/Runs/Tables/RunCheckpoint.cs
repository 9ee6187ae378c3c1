using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>Where the next attempt of a long run may go on. Goes with the run's end.</summary>
internal sealed class RunCheckpoint : ITenantRow
{
    public WorkspaceId WorkspaceId { get; init; }

    public RunId RunId { get; init; }

    public required string Key { get; init; }

    public required string Value { get; init; }

    public DateTimeOffset At { get; init; }
}

internal sealed class RunCheckpointConfiguration : IEntityTypeConfiguration<RunCheckpoint>
{
    public void Configure(EntityTypeBuilder<RunCheckpoint> checkpoint)
    {
        checkpoint.ToTable("run_checkpoints");
        checkpoint.HasKey(c => new { c.WorkspaceId, c.RunId, c.Key });
        checkpoint.Property(c => c.Value).HasColumnType("jsonb");
    }
}
