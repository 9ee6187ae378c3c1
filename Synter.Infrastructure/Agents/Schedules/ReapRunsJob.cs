using Quartz;
using Synter.Infrastructure.Agents.Runs;

namespace Synter.Infrastructure.Agents.Schedules;

[DisallowConcurrentExecution]
internal sealed class ReapRunsJob(ReapRuns reap) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await reap.ExecuteAsync(cancellationToken);
}
