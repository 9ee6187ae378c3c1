using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Synter.Infrastructure.Approvals.Deliverables;

internal sealed class DeliverablesConfiguration :
    IEntityTypeConfiguration<StoredDeliverable>, IEntityTypeConfiguration<StoredRevision>, IEntityTypeConfiguration<StoredDecision>
{
    public void Configure(EntityTypeBuilder<StoredDeliverable> deliverable)
    {
        deliverable.ToTable("deliverables");
        deliverable.HasKey(d => new { d.WorkspaceId, d.Id });
        // ILIKE may not use an index behind row-level security; comparing by bytes may, and finds a beginning as well.
        deliverable.Property(d => d.TitleKey).UseCollation("C").HasComputedColumnSql($"lower(left(title, {TitleKeyLength}))", stored: true);
        deliverable.HasIndex(d => new { d.WorkspaceId, d.TitleKey });
        deliverable.HasIndex(d => new { d.WorkspaceId, d.RunId, d.Slot }).IsUnique();
        deliverable.HasIndex(d => new { d.WorkspaceId, d.CreatedAt, d.Id });
        deliverable.HasIndex(d => new { d.WorkspaceId, d.State, d.CreatedAt, d.Id });
        deliverable.HasIndex(d => new { d.WorkspaceId, d.HiredAgentId, d.CreatedAt, d.Id });
        // An agent's drafts that wait are few among all it ever made, and each of its pages counts them.
        deliverable.HasIndex(d => new { d.WorkspaceId, d.HiredAgentId, d.CreatedAt, d.Id }, "ix_deliverables_waiting_of_agent")
            .HasFilter("state = 'pending_review'");
        deliverable.HasIndex(d => new { d.WorkspaceId, d.AssignedTo, d.CreatedAt, d.Id }).HasFilter("assigned_to IS NOT NULL");
        deliverable.HasIndex(d => new { d.WorkspaceId, d.GroupId }).HasFilter("group_id IS NOT NULL");
    }

    internal const int TitleKeyLength = 60;

    public void Configure(EntityTypeBuilder<StoredRevision> revision)
    {
        revision.ToTable("deliverable_revisions");
        revision.HasKey(r => new { r.WorkspaceId, r.DeliverableId, r.Revision });
        revision.Property(r => r.ContentHash).HasComputedColumnSql("sha256(content)", stored: true);
        revision.HasOne<StoredDeliverable>().WithMany().HasForeignKey(r => new { r.WorkspaceId, r.DeliverableId });
    }

    public void Configure(EntityTypeBuilder<StoredDecision> decision)
    {
        decision.ToTable("review_decisions");
        decision.HasKey(d => new { d.WorkspaceId, d.Id });
        decision.HasIndex(d => new { d.WorkspaceId, d.DeliverableId, d.At });
        decision.HasOne<StoredDeliverable>().WithMany().HasForeignKey(d => new { d.WorkspaceId, d.DeliverableId });
    }
}
