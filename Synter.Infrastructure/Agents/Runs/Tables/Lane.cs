using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Tables;

/// <summary>A workspace's share of the workers: lanes take turns, and none has more in flight than its limit.</summary>
internal sealed class Lane : ITenantRow
{
    public const int DefaultMaxInFlight = 16;

    public WorkspaceId WorkspaceId { get; init; }

    public int MaxInFlight { get; init; }

    /// <summary>When it was last served; the longest unserved comes first.</summary>
    public DateTimeOffset LastClaim { get; init; }
}

internal sealed class LaneConfiguration : IEntityTypeConfiguration<Lane>
{
    public void Configure(EntityTypeBuilder<Lane> lane)
    {
        lane.ToTable("lanes");
        lane.HasKey(l => l.WorkspaceId);
        lane.Property(l => l.MaxInFlight).HasDefaultValue(Lane.DefaultMaxInFlight);
        lane.Property(l => l.LastClaim).HasDefaultValueSql("'-infinity'");
        lane.HasStorageParameter("fillfactor", 50);
    }
}
