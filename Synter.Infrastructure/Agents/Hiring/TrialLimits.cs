using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Kernel;
using Synter.Domain.Usage;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Agents.Hiring;

/// <summary>
/// What a hired agent's trial allows. Its terms are fixed when it begins, so they are read once a process; an agent without one
/// is asked about again, for its trial may begin.
/// </summary>
public sealed class TrialLimits(SynterDatabase database, TimeProvider clock) : IUsageLimits
{
    private readonly ConcurrentDictionary<(WorkspaceId, HiredAgentId), Trial> _known = new();

    public async ValueTask<IReadOnlyList<UsageLimit>> ForAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue((workspace, agent), out var trial))
        {
            if (await ReadAsync(workspace, agent, cancellationToken) is not { } begun)
            {
                return [];
            }

            trial = _known.GetOrAdd((workspace, agent), begun);
        }

        return Limits(trial);
    }

    /// <summary>Once its days are over there is no room for anything more, changes included.</summary>
    private IReadOnlyList<UsageLimit> Limits(Trial trial) => trial.StatusAt(clock.GetUtcNow()) == TrialStatus.Active
        ? [new(LimitSource.Trial, UsageKind.Runs, trial.Runs), new(LimitSource.Trial, UsageKind.Drafts, trial.Drafts)]
        :
        [
            new(LimitSource.Trial, UsageKind.Runs, 0, Since: trial.EndsAt),
            new(LimitSource.Trial, UsageKind.Drafts, 0, Since: trial.EndsAt),
            new(LimitSource.Trial, UsageKind.Effects, 0, Since: trial.EndsAt),
        ];

    private async Task<Trial?> ReadAsync(WorkspaceId workspace, HiredAgentId agent, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await context.Set<HiredAgent>().AsNoTracking().Where(a => a.Id == agent).Select(a => a.Trial).SingleOrDefaultAsync(cancellationToken);
    }
}
