using Microsoft.Extensions.Logging;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>Has every feature delete what it need not keep any longer.</summary>
internal sealed class RetentionJob(IEnumerable<IRetentionTask> tasks, ILogger<RetentionJob> log) : SoloJob
{
    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var task in tasks)
        {
            try
            {
                if (await task.SweepAsync(cancellationToken) is > 0 and var gone)
                {
                    log.Swept(gone, task.Name);
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // What one feature cannot delete must not fill the disk with everybody else's.
                log.SweepFailed(task.Name, e);
            }
        }
    }
}
