using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Infrastructure.Accounts;

namespace Synter.Infrastructure.Vault;

internal sealed class VaultConfiguration : IEntityTypeConfiguration<CredentialRow>, IEntityTypeConfiguration<SealedKeyRow>
{
    public void Configure(EntityTypeBuilder<CredentialRow> credential)
    {
        credential.ToTable("credentials");
        credential.HasKey(c => new { c.WorkspaceId, c.Id });
        credential.Property(c => c.RiskLimits).HasColumnType("jsonb");
        credential.HasOne<Workspace>().WithMany().HasForeignKey(c => c.WorkspaceId);
        credential.HasOne<User>().WithMany().HasForeignKey(c => c.CreatedBy);
        // One live credential an account: storing it again replaces the secret.
        credential.HasIndex(c => new { c.WorkspaceId, c.Kind, c.Provider, c.PostingIdentity })
            .IsUnique().AreNullsDistinct(false).HasFilter("revoked_at IS NULL");
        credential.HasIndex(c => new { c.WorkspaceId, c.CreatedAt, c.Id });
    }

    public void Configure(EntityTypeBuilder<SealedKeyRow> key)
    {
        key.ToTable("sealed_keys");
        key.HasKey(k => k.Purpose);
    }
}
