using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Synter.Infrastructure.Mail;

internal sealed class MailConfiguration : IEntityTypeConfiguration<MailRow>
{
    public void Configure(EntityTypeBuilder<MailRow> mail)
    {
        mail.ToTable("mail_outbox");
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.Recipient).HasMaxLength(320);
        mail.Property(m => m.Problem).HasMaxLength(500);
        mail.Ignore(m => m.Bound);
        mail.HasIndex(m => m.DueAt).HasFilter("sent_at IS NULL AND given_up_at IS NULL");
        mail.HasIndex(m => m.CreatedAt);
        mail.HasIndex(m => m.ExpiresAt).HasFilter("sealed IS NOT NULL");
    }
}
