using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Members;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Accounts.Tokens;

namespace Synter.Infrastructure.Accounts;

internal sealed class AccountsConfiguration :
    IEntityTypeConfiguration<Workspace>, IEntityTypeConfiguration<Membership>, IEntityTypeConfiguration<User>,
    IEntityTypeConfiguration<Session>, IEntityTypeConfiguration<SignInFailures>, IEntityTypeConfiguration<DataProtectionKey>,
    IEntityTypeConfiguration<SigningKeyRow>, IEntityTypeConfiguration<PersonalToken>, IEntityTypeConfiguration<Invitation>, IEntityTypeConfiguration<MagicLink>, IEntityTypeConfiguration<OauthAccount>,
    IEntityTypeConfiguration<IdentityUserClaim<UserId>>, IEntityTypeConfiguration<IdentityUserLogin<UserId>>,
    IEntityTypeConfiguration<IdentityUserToken<UserId>>, IEntityTypeConfiguration<IdentityUserPasskey<UserId>>
{
    public void Configure(EntityTypeBuilder<Workspace> workspace)
    {
        workspace.ToTable("workspaces");
        workspace.Property(w => w.Id).ValueGeneratedNever();
        workspace.HasIndex(w => w.Slug).IsUnique();
        workspace.ComplexProperty(w => w.Door);
    }

    public void Configure(EntityTypeBuilder<Membership> membership)
    {
        membership.ToTable("memberships");
        membership.HasKey(m => new { m.WorkspaceId, m.UserId });
        membership.Property(m => m.IsActive).HasDefaultValue(true).HasSentinel(true);
        membership.HasOne<Workspace>().WithMany().HasForeignKey(m => m.WorkspaceId);
        membership.HasOne<User>().WithMany().HasForeignKey(m => m.UserId);
    }

    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.Property(u => u.Id).ValueGeneratedNever();
        user.Property(u => u.Name).HasMaxLength(128);
        // Identity's own are 256: an address may be longer, and the user's name is the address.
        user.Property(u => u.Email).HasMaxLength(320);
        user.Property(u => u.NormalizedEmail).HasMaxLength(320);
        user.Property(u => u.UserName).HasMaxLength(320);
        user.Property(u => u.NormalizedUserName).HasMaxLength(320);
        user.Property(u => u.IsActive).HasDefaultValue(true).HasSentinel(true);
        // Kept by a trigger (Sql/100_accounts.sql), so that no writer can forget it.
        user.Property(u => u.CreatedAt).HasDefaultValueSql("now()");
        user.Property(u => u.UpdatedAt).HasDefaultValueSql("now()").ValueGeneratedOnAddOrUpdate();
        user.HasIndex(u => u.NormalizedUserName).HasDatabaseName("ix_users_normalized_user_name").IsUnique();
        user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_normalized_email").IsUnique();
    }

    public void Configure(EntityTypeBuilder<Session> session)
    {
        session.ToTable("sessions");
        session.Property(s => s.Id).ValueGeneratedNever();
        session.HasIndex(s => s.TokenHash).IsUnique();
        session.HasIndex(s => s.ExpiresAt);
        session.HasIndex(s => s.FamilyId);
        session.HasIndex(s => new { s.UserId, s.CreatedAt });
        session.Property(s => s.UserAgent).HasMaxLength(255);
        session.Property(s => s.Ip).HasMaxLength(64);
        session.HasOne<User>().WithMany().HasForeignKey(s => s.UserId);
        session.HasOne<Workspace>().WithMany().HasForeignKey(s => s.WorkspaceId);
    }

    public void Configure(EntityTypeBuilder<MagicLink> link)
    {
        link.ToTable("magic_links");
        link.Property(l => l.Id).ValueGeneratedNever();
        link.Property(l => l.Email).HasMaxLength(320);
        link.Property(l => l.Name).HasMaxLength(User.LongestName);
        link.HasIndex(l => l.TokenHash).IsUnique();
        link.HasIndex(l => new { l.Email, l.CreatedAt });
        link.HasIndex(l => l.UserId);
        link.HasIndex(l => l.ExpiresAt);
        link.HasOne<User>().WithMany().HasForeignKey(l => l.UserId).OnDelete(DeleteBehavior.Cascade);
        link.HasOne<Workspace>().WithMany().HasForeignKey(l => l.WorkspaceId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<OauthAccount> account)
    {
        account.ToTable("oauth_accounts");
        account.Property(a => a.Id).ValueGeneratedNever();
        account.Property(a => a.Provider).HasMaxLength(512);
        account.Property(a => a.ProviderUserId).HasMaxLength(255);
        account.Property(a => a.Email).HasMaxLength(320);
        account.HasIndex(a => new { a.Provider, a.ProviderUserId }).IsUnique();
        account.HasIndex(a => a.UserId);
        account.HasOne<User>().WithMany().HasForeignKey(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SignInFailures> failures)
    {
        failures.ToTable("sign_in_failures");
        failures.HasKey(f => f.Key);
    }

    public void Configure(EntityTypeBuilder<DataProtectionKey> key)
    {
        key.ToTable("data_protection_keys");
        key.HasKey(k => k.Name);
    }

    public void Configure(EntityTypeBuilder<SigningKeyRow> key)
    {
        key.ToTable("signing_keys");
        key.HasKey(k => k.Id);
    }

    public void Configure(EntityTypeBuilder<PersonalToken> token)
    {
        token.ToTable("personal_tokens");
        token.Property(t => t.Id).ValueGeneratedNever();
        token.Property(t => t.Name).HasMaxLength(PersonalTokens.LongestName);
        token.HasIndex(t => t.TokenHash).IsUnique();
        token.HasIndex(t => new { t.UserId, t.WorkspaceId });
        token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId);
        token.HasOne<Workspace>().WithMany().HasForeignKey(t => t.WorkspaceId);
    }

    public void Configure(EntityTypeBuilder<Invitation> invitation)
    {
        invitation.ToTable("invitations");
        invitation.Property(i => i.Id).ValueGeneratedNever();
        invitation.Property(i => i.Email).HasMaxLength(320);
        invitation.Property(i => i.NormalizedEmail).HasMaxLength(320);
        invitation.HasIndex(i => new { i.WorkspaceId, i.NormalizedEmail });
        invitation.HasIndex(i => i.TokenHash).IsUnique();
        invitation.HasOne<Workspace>().WithMany().HasForeignKey(i => i.WorkspaceId);
        invitation.HasOne<User>().WithMany().HasForeignKey(i => i.InvitedBy);
    }

    public void Configure(EntityTypeBuilder<IdentityUserClaim<UserId>> claim) => claim.ToTable("user_claims");

    public void Configure(EntityTypeBuilder<IdentityUserLogin<UserId>> login) => login.ToTable("user_logins");

    public void Configure(EntityTypeBuilder<IdentityUserToken<UserId>> token) => token.ToTable("user_tokens");

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<UserId>> passkey) => passkey.ToTable("user_passkeys");
}
