using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Schedules;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

public sealed class HiringStore(SynterDatabase database, AuditLog log) : IHiringStore
{
    public async Task<HiredAgent?> FindAsync(WorkspaceId workspace, HiredAgentId id, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Whole(context, id).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task AddAsync(Actor actor, HiredAgent agent, AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(agent);
        Revisions.Keep(context, actor.User);
        await context.SaveChangesAsync(cancellationToken);
        await log.AppendAsync(context, entry, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<Result<T>> ChangeAsync<T>(
        Actor actor,
        HiredAgentId id,
        Func<HiredAgent, TimeZoneInfo, Result<T>> change,
        Func<T, AuditEntry> audit,
        CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await LockAsync(context, actor.Workspace, id, cancellationToken) is not { } agent)
        {
            return HiringErrors.NoSuchAgent;
        }

        var zone = await context.Set<Workspace>().Where(w => w.Id == actor.Workspace).Select(w => w.TimeZone).SingleAsync(cancellationToken);
        var result = change(agent, Zones.Find(zone));
        if (!result.IsOk || !context.ChangeTracker.HasChanges())
        {
            return result;
        }

        Revisions.Keep(context, actor.User);
        await context.SaveChangesAsync(cancellationToken);
        await log.AppendAsync(context, audit(result.Value), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>
    /// The row's lock holds back every other change of the agent and its goals. Runs may still be queued meanwhile: they refer
    /// to the row's key, which does not change.
    /// </summary>
    private static async Task<HiredAgent?> LockAsync(SynterDbContext context, WorkspaceId workspace, HiredAgentId id, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync(
            $"SELECT FROM hired_agents WHERE workspace_id = {workspace.Value} AND id = {id.Value} FOR NO KEY UPDATE", cancellationToken);
        // A statement after the lock, so that it sees what the one before us committed.
        return await Whole(context, id).SingleOrDefaultAsync(cancellationToken);
    }

    private static IQueryable<HiredAgent> Whole(SynterDbContext context, HiredAgentId id) =>
        context.Set<HiredAgent>().Where(a => a.Id == id).Include(HiringConfiguration.GoalsField);
}
