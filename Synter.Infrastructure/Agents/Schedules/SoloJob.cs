using Quartz;

namespace Synter.Infrastructure.Agents.Schedules;

/// <summary>
/// What a tick starts. While the one before is still at it on this node, a tick starts nothing: slow work must not take every thread of
/// the clock. Quartz has a guard like it, but for the whole cluster and at two more transactions a tick; here, any number of nodes may
/// do the same work at once.
/// </summary>
internal abstract class SoloJob : IJob
{
    private int _isBusy;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isBusy, 1) == 1)
        {
            return;
        }

        try
        {
            await WorkAsync(cancellationToken);
        }
        finally
        {
            Volatile.Write(ref _isBusy, 0);
        }
    }

    protected abstract Task WorkAsync(CancellationToken cancellationToken);
}
