using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.DataGen.Mirror;

/// <summary>Looks each second for what CStore is behind on. Beside the jobs, never in their way.</summary>
internal sealed class MirrorWorker(MirrorOutbox outbox, MirrorDatasets mirror, TimeProvider clock, ILogger<MirrorWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var caughtUp = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var more = false;
            try
            {
                if (!caughtUp)
                {
                    await outbox.CatchUpAsync(stoppingToken);
                    caughtUp = true;
                }

                more = await mirror.ExecuteAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, most likely. What is due stands in it.
                log.MirrorFailed(failure);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!more)
            {
                await Task.Delay(Every, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
