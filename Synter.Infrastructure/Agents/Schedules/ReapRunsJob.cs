using Synter.Infrastructure.Agents.Runs;

namespace Synter.Infrastructure.Agents.Schedules;

internal sealed class ReapRunsJob(ReapRuns reap) : SoloJob
{
    protected override Task WorkAsync(CancellationToken cancellationToken) => reap.ExecuteAsync(cancellationToken);
}
