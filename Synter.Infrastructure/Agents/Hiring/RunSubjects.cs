using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

/// <summary>Hands the run engine what runs are runs of: the live config of an agent and one goal of it.</summary>
public sealed class RunSubjects(SynterDatabase database, IAgentCatalog catalog) : IRunSubjects
{
    public async Task<Result<RunTarget>> FindAsync(WorkspaceId workspace, GoalId goal, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var found = await (
            from g in context.Set<Goal>()
            join a in context.Set<HiredAgent>() on new { g.WorkspaceId, Id = g.HiredAgentId } equals new { a.WorkspaceId, a.Id }
            where g.Id == goal && g.Status != GoalStatus.Ended
            select new { Goal = g.Status, g.Revision, Agent = a.Status, a.Id, a.AgentTypeId, a.Version, a.LiveRevision }).SingleOrDefaultAsync(cancellationToken);
        return found switch
        {
            null => HiringErrors.NoSuchGoal,
            { Agent: HiredAgentStatus.Paused } => HiringErrors.AgentPaused,
            { Goal: GoalStatus.Paused } => HiringErrors.GoalPaused,
            _ => RunTarget.OfGoal(workspace, found.AgentTypeId, found.Version, found.Id, found.LiveRevision, goal, found.Revision),
        };
    }

    public async Task<RunSubject?> LoadAsync(RunTarget target, CancellationToken cancellationToken)
    {
        var definition = await catalog.FindAsync(target.AgentTypeId, target.AgentTypeVersion, cancellationToken);
        if (definition is null || target.Agent is not { } agentId)
        {
            return null;
        }

        await using var context = database.Context(new Scope.Workspace(target.Workspace));
        var config = await context.Set<HiredAgentRevision>().AsNoTracking()
            .SingleOrDefaultAsync(r => r.HiredAgentId == agentId && r.Revision == target.ConfigRevision, cancellationToken);
        var (goal, skill) = target.Goal is { } goalId
            ? await GoalAsync(context, definition, target, agentId, goalId, cancellationToken)
            : (null, definition.DirectRun?.SkillBinding);
        if (config is null || skill is null)
        {
            return null;
        }

        var given = new CheckedConfig(definition, config.Config, []);
        return new RunSubject(
            new RunAgent(agentId, definition.Id, definition.Version, given.Nickname, given.Value),
            goal,
            given.Zone ?? await WorkspaceZoneAsync(context, target.Workspace, cancellationToken),
            skill);
    }

    /// <summary>Nothing where the goal is gone, or its template.</summary>
    private static async Task<(RunGoal? Goal, string? Skill)> GoalAsync(
        SynterDbContext context, AgentTypeDefinition definition, RunTarget target, HiredAgentId agentId, GoalId goalId, CancellationToken cancellationToken)
    {
        var goal = await (
            from g in context.Set<Goal>()
            join r in context.Set<GoalRevision>() on new { g.WorkspaceId, GoalId = g.Id } equals new { r.WorkspaceId, r.GoalId }
            where g.Id == goalId && g.HiredAgentId == agentId && r.Revision == target.GoalRevision
            select new { g.GoalTemplateId, r.Settings }).SingleOrDefaultAsync(cancellationToken);
        return goal is not null && definition.Template(goal.GoalTemplateId) is { } template
            ? (new RunGoal(goalId, template.Id, goal.Settings), template.SkillBinding)
            : (null, null);
    }

    private static async Task<TimeZoneInfo> WorkspaceZoneAsync(SynterDbContext context, WorkspaceId workspace, CancellationToken cancellationToken) =>
        Zones.Find(await context.Set<Workspace>().Where(w => w.Id == workspace).Select(w => w.TimeZone).SingleAsync(cancellationToken));
}
