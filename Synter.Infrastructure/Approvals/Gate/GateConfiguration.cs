using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Infrastructure.Approvals.Deliverables;

namespace Synter.Infrastructure.Approvals.Gate;

internal sealed class GateConfiguration :
    IEntityTypeConfiguration<StoredEffect>, IEntityTypeConfiguration<StoredApproval>, IEntityTypeConfiguration<StoredGrant>,
    IEntityTypeConfiguration<StoredAttempt>, IEntityTypeConfiguration<StoredExecution>, IEntityTypeConfiguration<StoredDenial>
{
    public void Configure(EntityTypeBuilder<StoredEffect> effect)
    {
        effect.ToTable("effects");
        effect.HasKey(e => new { e.WorkspaceId, e.Id });
        effect.HasIndex(e => new { e.WorkspaceId, e.DeliverableId, e.PlannedIn, e.Position }).IsUnique();
        // One intention is sent once, for ever, whichever effects carry its key.
        effect.HasIndex(e => new { e.WorkspaceId, e.IdempotencyKey }).IsUnique()
            .HasDatabaseName(SentKey).HasFilter("state IN ('executing', 'executed', 'unknown', 'reverted')");
        // What a later run proposes anew is looked for among what waits.
        effect.HasIndex(e => new { e.WorkspaceId, e.IdempotencyKey }, "ix_effects_planned_key").HasFilter("state = 'planned'");
        effect.HasOne<StoredDeliverable>().WithMany().HasForeignKey(e => new { e.WorkspaceId, e.DeliverableId });
    }

    public void Configure(EntityTypeBuilder<StoredApproval> approval)
    {
        approval.ToTable("approvals");
        approval.HasKey(a => new { a.WorkspaceId, a.Id });
        approval.HasIndex(a => new { a.WorkspaceId, a.DeliverableId }).IsUnique()
            .HasDatabaseName("ux_approvals_open").HasFilter("spent_at IS NULL AND ended IS NULL");
        approval.HasIndex(a => new { a.WorkspaceId, a.ApprovedAt, a.Id });
        approval.HasIndex(a => a.ExpiresAt).HasFilter("spent_at IS NULL AND ended IS NULL");
        approval.HasOne<StoredDeliverable>().WithMany().HasForeignKey(a => new { a.WorkspaceId, a.DeliverableId });
    }

    public void Configure(EntityTypeBuilder<StoredGrant> grant)
    {
        grant.ToTable("effect_grants");
        grant.HasKey(g => new { g.WorkspaceId, g.ApprovalId, g.EffectId });
        grant.HasIndex(g => new { g.WorkspaceId, g.EffectId });
        grant.HasOne<StoredApproval>().WithMany().HasForeignKey(g => new { g.WorkspaceId, g.ApprovalId });
        grant.HasOne<StoredEffect>().WithMany().HasForeignKey(g => new { g.WorkspaceId, g.EffectId });
    }

    public void Configure(EntityTypeBuilder<StoredAttempt> attempt)
    {
        attempt.ToTable("effect_attempts");
        attempt.HasKey(a => new { a.WorkspaceId, a.EffectId, a.Attempt });
        // An attempt without its grant cannot even be written.
        attempt.HasOne<StoredGrant>().WithMany().HasForeignKey(a => new { a.WorkspaceId, a.ApprovalId, a.EffectId });
    }

    public void Configure(EntityTypeBuilder<StoredExecution> execution)
    {
        execution.ToTable("execution_queue");
        execution.HasKey(e => new { e.WorkspaceId, e.DeliverableId });
        execution.HasIndex(e => e.DueAt);
        execution.HasOne<StoredDeliverable>().WithMany().HasForeignKey(e => new { e.WorkspaceId, e.DeliverableId });
    }

    public void Configure(EntityTypeBuilder<StoredDenial> denial)
    {
        denial.ToTable("denials");
        denial.HasKey(d => new { d.WorkspaceId, d.Id });
        denial.HasIndex(d => new { d.WorkspaceId, d.At, d.Id });
        denial.HasIndex(d => new { d.WorkspaceId, d.CorrelationId });
        denial.HasIndex(d => new { d.WorkspaceId, d.DeliverableId, d.At });
        denial.HasOne<StoredDeliverable>().WithMany().HasForeignKey(d => new { d.WorkspaceId, d.DeliverableId });
    }

    /// <summary>The index that refuses a second sending of one idempotency key.</summary>
    internal const string SentKey = "ux_effects_sent_key";
}
