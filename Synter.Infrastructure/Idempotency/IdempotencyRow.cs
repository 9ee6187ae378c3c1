using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Idempotency;

/// <summary>A key that a client sent with a request, and the answer once there is one.</summary>
internal sealed class IdempotencyRow : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required UserId ActorId { get; init; }

    /// <summary>Method and path: one key may serve two addresses.</summary>
    public required string Route { get; init; }

    public required string Key { get; init; }

    public required byte[] RequestHash { get; init; }

    /// <summary>Whose turn it is. A request that was overtaken after its lease cannot write its answer any more.</summary>
    public required Guid Token { get; init; }

    public required DateTimeOffset LeaseUntil { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Null while the first request runs.</summary>
    public int? Status { get; init; }

    public string? ContentType { get; init; }

    public string? Location { get; init; }

    public byte[]? Body { get; init; }
}

internal sealed class IdempotencyConfiguration : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> row)
    {
        row.ToTable("idempotency_keys");
        row.HasKey(r => new { r.WorkspaceId, r.ActorId, r.Route, r.Key });
        row.HasOne<Workspace>().WithMany().HasForeignKey(r => r.WorkspaceId);
        row.HasIndex(r => r.ExpiresAt);
    }
}
