using Quartz;

namespace Synter.Infrastructure.Agents.Schedules;

[DisallowConcurrentExecution]
internal sealed class DueGoalsJob(FireDueGoals fire) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await fire.ExecuteAsync(cancellationToken);
}
