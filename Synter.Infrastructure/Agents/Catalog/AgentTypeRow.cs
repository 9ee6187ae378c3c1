using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Synter.Infrastructure.Agents.Catalog;

/// <summary>A published version of an agent type, the same for every workspace. Rows are added, never changed.</summary>
internal sealed class AgentTypeRow
{
    public required string AgentTypeId { get; init; }

    public required int Version { get; init; }

    public required string Definition { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}

internal sealed class AgentTypeConfiguration : IEntityTypeConfiguration<AgentTypeRow>
{
    public void Configure(EntityTypeBuilder<AgentTypeRow> type)
    {
        type.ToTable("agent_types");
        type.HasKey(t => new { t.AgentTypeId, t.Version });
        // Not jsonb, which forgets the order of members: forms show fields as they are written.
        type.Property(t => t.Definition).HasColumnType("json");
    }
}
