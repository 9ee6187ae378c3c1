using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Catalog;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

public sealed class HiringQueries(SynterDatabase database, IAgentCatalog catalog, ValueCheck check, IUsage usage, TimeProvider clock) : IHiringQueries
{
    public async Task<IReadOnlyList<HiredAgentSummary>> SummaryAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var agents = await context.Set<HiredAgent>().AsNoTracking().Include(HiringConfiguration.GoalsField)
            .OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).ToListAsync(cancellationToken);
        var completed = await CompletedGoalsAsync(context, cancellationToken);
        // Only a trial shows what was used, and its terms keep that short.
        var onTrial = agents.Where(a => a.Trial is not null).Select(a => a.Id).ToList();
        var used = await usage.TotalsByAgentAsync(actor.Workspace, onTrial, cancellationToken);
        var types = new Dictionary<(string, int), AgentTypeDefinition>();
        foreach (var agent in agents.DistinctBy(a => (a.AgentTypeId, a.Version)))
        {
            types[(agent.AgentTypeId, agent.Version)] = await DefinitionAsync(agent, cancellationToken);
        }

        var judged = await check.JudgeAllAsync(
            actor.Workspace, [.. agents.Select(a => (types[(a.AgentTypeId, a.Version)].ConfigSchema, a.Config))], "/config", cancellationToken);
        return [.. agents
            .Select((agent, i) => new HiredAgentSummary(
                agent.Id, agent.AgentTypeId, agent.Version, types[(agent.AgentTypeId, agent.Version)].Name, agent.Nickname, Avatar(agent), agent.Status,
                judged[i].RefusalUnlessWhole is null, agent.Goals.Count, completed.GetValueOrDefault(agent.Id), agent.Goals.Min(g => g.NextFireAt),
                Trial(agent, used.GetValueOrDefault(agent.Id, UsageTotals.None))))
            .OrderBy(s => s.Status == HiredAgentStatus.Ended)];
    }

    public async Task<HiredAgentView?> FindAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(actor, id, cancellationToken) is not { } agent)
        {
            return null;
        }

        var definition = await DefinitionAsync(agent, cancellationToken);
        return HiredAgentView.Of(agent, definition.Name, await MissingAsync(definition, agent, cancellationToken));
    }

    public async Task<AgentTypeDefinition?> DefinitionOfAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken) =>
        await ReadAsync(actor, id, cancellationToken) is { } agent ? await DefinitionAsync(agent, cancellationToken) : null;

    public async Task<IReadOnlyList<GoalView>?> GoalsAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        if (!await context.Set<HiredAgent>().AnyAsync(a => a.Id == id, cancellationToken))
        {
            return null;
        }

        var goals = await context.Set<Goal>().AsNoTracking().Where(g => g.HiredAgentId == id && g.Status != GoalStatus.Ended)
            .OrderBy(g => g.CreatedAt).ThenBy(g => g.Id).ToListAsync(cancellationToken);
        return [.. goals.Select(GoalView.Of)];
    }

    public async Task<IReadOnlyList<AgentTypeCard>> GalleryAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var hired = (await context.Set<HiredAgent>().Where(a => a.Status != HiredAgentStatus.Ended).OrderBy(a => a.CreatedAt)
            .Select(a => new { a.AgentTypeId, a.Nickname }).ToListAsync(cancellationToken)).ToLookup(a => a.AgentTypeId, a => a.Nickname);
        var types = await catalog.LatestAsync(cancellationToken);
        return [.. types.Select(t => new AgentTypeCard(t.Id, t.Version, t.Name, t.Description, t.Listing, t.Enforcement.Trial, [.. hired[t.Id]]))];
    }

    private async Task<HiredAgent?> ReadAsync(Actor actor, HiredAgentId id, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        return await context.Set<HiredAgent>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    // A published version never goes, so the type of a hired agent is always there.
    private async ValueTask<AgentTypeDefinition> DefinitionAsync(HiredAgent agent, CancellationToken cancellationToken) =>
        (await catalog.FindAsync(agent.AgentTypeId, agent.Version, cancellationToken))!;

    /// <summary>
    /// What was whole when it was saved may miss something today: a credential that was revoked since is asked for again.
    /// </summary>
    private async Task<IReadOnlyList<FieldError>> MissingAsync(AgentTypeDefinition definition, HiredAgent agent, CancellationToken cancellationToken)
    {
        var judged = await check.JudgeAsync(agent.WorkspaceId, definition.ConfigSchema, agent.Config, "/config", cancellationToken);
        return [.. judged.Missing, .. judged.Wrong];
    }

    /// <summary>By the job's id, which is the goal's: runs have an index by job.</summary>
    private static async Task<Dictionary<HiredAgentId, int>> CompletedGoalsAsync(SynterDbContext context, CancellationToken cancellationToken)
    {
        var completed = await context.Database.SqlQuery<CompletedGoals>($"""
            SELECT g.hired_agent_id AS agent, count(*)::int AS goals
            FROM goals g
            WHERE EXISTS (
                SELECT FROM runs r
                WHERE r.workspace_id = g.workspace_id AND r.job_id = 'gol_' || replace(g.id::text, '-', '')
                  AND r.status = 'succeeded' AND NOT r.dry_run)
            GROUP BY g.hired_agent_id
            """).ToListAsync(cancellationToken);
        return completed.ToDictionary(c => new HiredAgentId(c.Agent), c => c.Goals);
    }

    private static string? Avatar(HiredAgent agent) =>
        agent.Config["avatar"] is System.Text.Json.Nodes.JsonValue value && value.TryGetValue<string>(out var avatar) ? avatar : null;

    private TrialView Trial(HiredAgent agent, UsageTotals used) => new(
        agent.Trial?.StatusAt(clock.GetUtcNow()) ?? TrialStatus.None, agent.Trial?.EndsAt, agent.Trial?.Runs, agent.Trial?.Drafts, used.Runs, used.Drafts);

    private sealed record CompletedGoals(Guid Agent, int Goals);
}
