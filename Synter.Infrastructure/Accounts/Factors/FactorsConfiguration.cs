using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;

namespace Synter.Infrastructure.Accounts.Factors;

internal sealed class FactorsConfiguration : IEntityTypeConfiguration<Authenticator>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<PendingSignIn>, IEntityTypeConfiguration<SpentChallenge>
{
    public void Configure(EntityTypeBuilder<Authenticator> authenticator)
    {
        authenticator.ToTable("authenticators");
        authenticator.HasKey(a => a.UserId);
        authenticator.Property(a => a.UserId).ValueGeneratedNever();
        authenticator.HasOne<User>().WithOne().HasForeignKey<Authenticator>(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> code)
    {
        code.ToTable("recovery_codes");
        code.HasKey(c => new { c.UserId, c.Hash });
        code.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SpentChallenge> challenge)
    {
        challenge.ToTable("spent_challenges");
        challenge.HasKey(c => c.Hash);
        challenge.HasIndex(c => c.ExpiresAt);
    }

    public void Configure(EntityTypeBuilder<PendingSignIn> pending)
    {
        pending.ToTable("pending_sign_ins");
        pending.Property(p => p.Id).ValueGeneratedNever();
        pending.HasIndex(p => p.TokenHash).IsUnique();
        pending.HasIndex(p => p.UserId);
        pending.HasIndex(p => p.ExpiresAt);
        pending.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
        pending.HasOne<Workspace>().WithMany().HasForeignKey(p => p.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }
}
