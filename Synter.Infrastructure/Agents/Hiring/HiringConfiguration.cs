using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

internal sealed class HiringConfiguration :
    IEntityTypeConfiguration<HiredAgent>, IEntityTypeConfiguration<Goal>, IEntityTypeConfiguration<HiredAgentRevision>, IEntityTypeConfiguration<GoalRevision>
{
    /// <summary>The agent's goals, those that have ended among them.</summary>
    public const string GoalsField = "_goals";

    public void Configure(EntityTypeBuilder<HiredAgent> agent)
    {
        agent.ToTable("hired_agents");
        agent.HasKey(a => new { a.WorkspaceId, a.Id });
        agent.Property(a => a.Config).IsJson();
        agent.ComplexProperty(a => a.Trial);
        agent.Ignore(a => a.Goals);
        agent.HasOne<Workspace>().WithMany().HasForeignKey(a => a.WorkspaceId);
        agent.HasMany<Goal>(GoalsField).WithOne().HasForeignKey(g => new { g.WorkspaceId, g.HiredAgentId });
    }

    public void Configure(EntityTypeBuilder<Goal> goal)
    {
        goal.ToTable("goals");
        goal.HasKey(g => new { g.WorkspaceId, g.Id });
        goal.Property(g => g.Schedule).IsJson();
        goal.Property(g => g.Settings).IsJson();
        goal.Ignore(g => g.When);
        // What the due-goals job looks through each second: a goal that is not due has no time.
        goal.HasIndex(g => g.NextFireAt).HasFilter("next_fire_at IS NOT NULL");
    }

    public void Configure(EntityTypeBuilder<HiredAgentRevision> revision)
    {
        revision.ToTable("hired_agent_revisions");
        revision.HasKey(r => new { r.WorkspaceId, r.HiredAgentId, r.Revision });
        revision.Property(r => r.Config).IsJson();
        revision.HasOne<HiredAgent>().WithMany().HasForeignKey(r => new { r.WorkspaceId, r.HiredAgentId });
    }

    public void Configure(EntityTypeBuilder<GoalRevision> revision)
    {
        revision.ToTable("goal_revisions");
        revision.HasKey(r => new { r.WorkspaceId, r.GoalId, r.Revision });
        revision.Property(r => r.Schedule).IsJson();
        revision.Property(r => r.Settings).IsJson();
        revision.HasOne<Goal>().WithMany().HasForeignKey(r => new { r.WorkspaceId, r.GoalId });
    }
}
