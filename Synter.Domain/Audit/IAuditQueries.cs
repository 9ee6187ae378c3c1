using Synter.Domain.Kernel;

namespace Synter.Domain.Audit;

/// <summary>Reads the audit, for pages and the API.</summary>
public interface IAuditQueries
{
    /// <summary>The newest first.</summary>
    Task<Page<AuditLine>> ListAsync(Actor actor, AuditFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The kinds that occur, for the filter's menu.</summary>
    Task<IReadOnlyList<string>> KindsAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Walks the workspace's whole chain, entry by entry, and recomputes every link. In pages, so that it holds no snapshot
    /// over the queue.
    /// </summary>
    Task<ChainReport> VerifyAsync(Actor actor, CancellationToken cancellationToken);
}
