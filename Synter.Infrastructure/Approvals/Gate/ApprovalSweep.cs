using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Ends approvals whose time ran out, so that what they were for does not look approved for ever.</summary>
public sealed class ApprovalSweep(SynterDatabase database, ApprovalEnding endings, TimeProvider clock, ILogger<ApprovalSweep> log)
{
    private const int Batch = 200;

    private static readonly Scope AllWorkspaces = new Scope.System("approval expiry");

    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (var lapsed in await LapsedAsync(cancellationToken))
        {
            try
            {
                await endings.EndAsync(
                    lapsed.WorkspaceId, lapsed.DeliverableId, lapsed.Id, ApprovalEnd.Lapsed, CorrelationId.Current, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that cannot be ended must not keep those behind it open.
                log.ApprovalNotEnded(lapsed.Id, e);
            }
        }
    }

    private async Task<List<StoredApproval>> LapsedAsync(CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(AllWorkspaces);
        return await context.Set<StoredApproval>().AsNoTracking()
            .Where(a => a.SpentAt == null && a.Ended == null && a.ExpiresAt <= now)
            .OrderBy(a => a.ExpiresAt)
            .Take(Batch)
            .ToListAsync(cancellationToken);
    }
}
