using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.DataGen;

/// <summary>Finds the workspace's DataGen agent, or hires it by the steps a person would take.</summary>
internal sealed class DataGenAgent(SynterDatabase database, SaveDraft save, FinalizeConfig finalize) : IDataGenAgent
{
    private const string Lock = "SELECT pg_advisory_xact_lock(hashtextextended('datagen agent ' || $1::uuid, 0))";

    public async Task<Result<RunTarget>> FindOrHireAsync(Actor actor, CancellationToken cancellationToken) =>
        await FindAsync(actor, cancellationToken) ?? await HireAsync(actor, cancellationToken);

    private async Task<Result<RunTarget>?> FindAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        var agent = await context.Set<HiredAgent>().AsNoTracking()
            .Where(a => a.AgentTypeId == DataGenConstants.AgentTypeId && a.Status != HiredAgentStatus.Ended && a.LiveRevision != null)
            .OrderBy(a => a.CreatedAt).ThenBy(a => a.Id)
            .Select(a => new { a.Id, a.Version, a.LiveRevision, a.Status })
            .FirstOrDefaultAsync(cancellationToken);
        return agent switch
        {
            null => null,
            { Status: HiredAgentStatus.Paused } => DataGenErrors.AgentPaused,
            _ => new RunTarget(actor.Workspace, DataGenConstants.AgentTypeId, agent.Version, agent.Id, agent.LiveRevision),
        };
    }

    private async Task<Result<RunTarget>> HireAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(actor.Scope, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var taking = new NpgsqlCommand(Lock, connection, transaction) { Parameters = { new() { Value = actor.Workspace.Value } } })
        {
            await taking.ExecuteNonQueryAsync(cancellationToken);
        }

        // Another first job may have hired it while this one waited for the lock.
        if (await FindAsync(actor, cancellationToken) is { } found)
        {
            return found;
        }

        var draft = await save.ExecuteAsync(actor, new ConfigDraft(null, DataGenConstants.AgentTypeId, []), cancellationToken);
        if (!draft.TryGet(out var saved, out var refusal))
        {
            return refusal;
        }

        var hired = await finalize.ExecuteAsync(actor, saved.Id, cancellationToken);
        return hired.TryGet(out var agent, out refusal)
            ? new RunTarget(actor.Workspace, DataGenConstants.AgentTypeId, agent.Version, agent.Id, agent.LiveRevision)
            : refusal;
    }
}
