using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

/// <summary>A config as it was saved once. Runs are pinned to it.</summary>
internal sealed class HiredAgentRevision : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required HiredAgentId HiredAgentId { get; init; }

    public required int Revision { get; init; }

    public required JsonObject Config { get; init; }

    public required UserId SavedBy { get; init; }

    public required DateTimeOffset SavedAt { get; init; }
}

/// <summary>A goal's schedule and settings as they were saved once.</summary>
internal sealed class GoalRevision : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required GoalId GoalId { get; init; }

    public required int Revision { get; init; }

    public required Frequency Frequency { get; init; }

    public required JsonObject Schedule { get; init; }

    public required JsonObject Settings { get; init; }

    public required UserId SavedBy { get; init; }

    public required DateTimeOffset SavedAt { get; init; }
}

internal static class Revisions
{
    /// <summary>Adds a revision for each config and goal that is about to be saved with a new number.</summary>
    public static void Keep(SynterDbContext context, UserId by)
    {
        context.ChangeTracker.DetectChanges();
        foreach (var entry in context.ChangeTracker.Entries<HiredAgent>().Where(e => e.State == EntityState.Added || e.Property(a => a.ConfigRevision).IsModified).ToList())
        {
            context.Add(Of(entry.Entity, by));
        }

        foreach (var entry in context.ChangeTracker.Entries<Goal>().Where(e => e.State == EntityState.Added || e.Property(g => g.Revision).IsModified).ToList())
        {
            context.Add(Of(entry.Entity, by));
        }
    }

    private static HiredAgentRevision Of(HiredAgent agent, UserId by) => new()
    {
        WorkspaceId = agent.WorkspaceId,
        HiredAgentId = agent.Id,
        Revision = agent.ConfigRevision,
        Config = agent.Config,
        SavedBy = by,
        SavedAt = agent.UpdatedAt,
    };

    private static GoalRevision Of(Goal goal, UserId by) => new()
    {
        WorkspaceId = goal.WorkspaceId,
        GoalId = goal.Id,
        Revision = goal.Revision,
        Frequency = goal.Frequency,
        Schedule = goal.Schedule,
        Settings = goal.Settings,
        SavedBy = by,
        SavedAt = goal.UpdatedAt,
    };
}
