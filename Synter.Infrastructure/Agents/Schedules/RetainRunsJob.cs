using Quartz;
using Synter.Infrastructure.Agents.Runs;

namespace Synter.Infrastructure.Agents.Schedules;

[DisallowConcurrentExecution]
internal sealed class RetainRunsJob(RetainRuns retain) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await retain.ExecuteAsync(cancellationToken);
}
