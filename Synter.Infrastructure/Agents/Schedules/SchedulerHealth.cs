using Microsoft.Extensions.Diagnostics.HealthChecks;
using Quartz;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>Whether this node's clock runs. (Which node of the cluster ticks is Quartz's affair.)</summary>
internal sealed class SchedulerHealth(ISchedulerFactory schedulers) : IHealthCheck
{
    public const string Name = "scheduler";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        return scheduler.Status == SchedulerStatus.Running
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The clock does not run: scheduled goals wait.");
    }
}
