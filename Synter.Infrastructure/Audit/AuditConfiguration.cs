using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Synter.Infrastructure.Audit;

internal sealed class AuditConfiguration :
    IEntityTypeConfiguration<AuditRow>, IEntityTypeConfiguration<AuditDetailsRow>, IEntityTypeConfiguration<AuditHeadRow>
{
    // Byte order, so that the beginning of a kind is a range of the index whatever the database's language.
    private const string ByteOrder = "C";

    public void Configure(EntityTypeBuilder<AuditRow> entry)
    {
        entry.ToTable("audit_entries");
        entry.HasKey(e => new { e.WorkspaceId, e.Seq });
        entry.Property(e => e.Kind).UseCollation(ByteOrder);
        entry.HasIndex(e => new { e.WorkspaceId, e.Correlation });
        entry.HasIndex(e => new { e.WorkspaceId, e.Kind, e.Seq });
        entry.HasIndex(e => new { e.WorkspaceId, e.ActorId, e.Seq }).HasFilter("actor_id IS NOT NULL");
        entry.HasIndex(e => new { e.WorkspaceId, e.Subject, e.Seq }).HasFilter("subject IS NOT NULL");
        // Entries lie on disk in the order of their time, so a range of it costs a few pages and the index next to nothing.
        entry.HasIndex(e => e.At).HasMethod("brin");
    }

    public void Configure(EntityTypeBuilder<AuditDetailsRow> details)
    {
        details.ToTable("audit_details");
        details.HasKey(d => new { d.WorkspaceId, d.Seq });
    }

    public void Configure(EntityTypeBuilder<AuditHeadRow> head)
    {
        head.ToTable("audit_heads");
        head.HasKey(h => h.WorkspaceId);
    }
}
