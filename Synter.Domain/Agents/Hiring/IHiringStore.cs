using Synter.Domain.Audit;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Hiring;

/// <summary>
/// Keeps hired agents with their goals. Every change is one transaction: the rows, a revision for each config or goal that
/// changed, and the audit entry last.
/// </summary>
public interface IHiringStore
{
    /// <summary>Null when there is none in this workspace.</summary>
    Task<HiredAgent?> FindAsync(WorkspaceId workspace, HiredAgentId id, CancellationToken cancellationToken);

    Task AddAsync(Actor actor, HiredAgent agent, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>
    /// Changes an agent under its row lock, so that two people at once change it one after the other. What changed nothing is
    /// neither written nor audited.
    /// </summary>
    /// <param name="change">Pure; also gets the workspace's zone.</param>
    Task<Result<T>> ChangeAsync<T>(
        Actor actor,
        HiredAgentId id,
        Func<HiredAgent, TimeZoneInfo, Result<T>> change,
        Func<T, AuditEntry> audit,
        CancellationToken cancellationToken);
}
