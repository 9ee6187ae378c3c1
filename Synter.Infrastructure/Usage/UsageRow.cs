using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;

namespace Synter.Infrastructure.Usage;

/// <summary>One line of the ledger: a reservation, or what was really used.</summary>
internal sealed class UsageRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required UsageKind Kind { get; init; }

    public required string Subject { get; init; }

    public HiredAgentId? AgentId { get; init; }

    public required long Amount { get; init; }

    public string? Currency { get; init; }

    /// <summary>False while it is only reserved.</summary>
    public required bool Settled { get; init; }

    /// <summary>When it was reserved; windows count by it.</summary>
    public required DateTimeOffset At { get; init; }
}

internal sealed class UsageConfiguration : IEntityTypeConfiguration<UsageRow>
{
    public void Configure(EntityTypeBuilder<UsageRow> usage)
    {
        usage.ToTable("usage");
        usage.HasKey(u => new { u.WorkspaceId, u.Kind, u.Subject });
        usage.HasOne<Workspace>().WithMany().HasForeignKey(u => u.WorkspaceId);
        // Sums are answered from the index alone.
        usage.HasIndex(u => new { u.WorkspaceId, u.AgentId, u.Kind, u.At }).IncludeProperties(u => new { u.Amount, u.Currency });
    }
}
