using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Gate;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>
/// Runs the executor: takes what is due as far as there is room, renews this node's leases, sweeps lapsed approvals. A wake cuts
/// the wait short; the poll finds what no wake told of.
/// </summary>
public sealed class ExecutorService(
    ExecutionQueue queue, EffectExecutor executor, ApprovalSweep sweep, ExecutorSignal signal, SendingOptions options, TimeProvider clock, ILogger<ExecutorService> log)
    : BackgroundService
{
    private const int MostAtOnce = 8;

    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromSeconds(10);

    private readonly string _node = $"{Environment.MachineName}:{Environment.ProcessId}:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";

    private readonly SemaphoreSlim _room = new(MostAtOnce);

    private int _busy;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(TakeDueAsync, () => signal.WaitAsync(Poll, clock, stoppingToken), stoppingToken),
        RepeatAsync(RenewAsync, () => Task.Delay(options.Lease / 3, clock, stoppingToken), stoppingToken),
        RepeatAsync(sweep.SweepAsync, () => Task.Delay(BetweenSweeps, clock, stoppingToken), stoppingToken));

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        // A call to a provider under way is waited for: cut short, it would be in doubt.
        for (var i = 0; i < MostAtOnce; i++)
        {
            await _room.WaitAsync(cancellationToken);
        }

        // A host that is stopped and then disposed stops its services twice; the second time finds the room free as well.
        _room.Release(MostAtOnce);
    }

    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    /// <summary>Claims what is due as far as there is room, and sets out on it.</summary>
    /// <returns>What was set out on. The loop does not wait for it: one slow provider keeps nobody else waiting.</returns>
    public async Task<IReadOnlyList<Task>> TakeDueAsync(CancellationToken stoppingToken)
    {
        var room = _room.CurrentCount;
        if (room == 0)
        {
            return [];
        }

        var claims = await queue.ClaimAsync(_node, room, stoppingToken);
        var running = new List<Task>();
        foreach (var claim in claims)
        {
            // There is room: nobody else takes any.
            await _room.WaitAsync(CancellationToken.None);
            running.Add(RunAsync(claim, stoppingToken));
        }

        return running;
    }

    private async Task RunAsync(ExecutionClaim claim, CancellationToken stoppingToken)
    {
        Interlocked.Increment(ref _busy);
        try
        {
            await executor.RunAsync(claim, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Synter stops. Whoever runs next takes the lease over.
        }
        catch (Exception e)
        {
            log.ExecutorFaulted(e);
        }
        finally
        {
            Interlocked.Decrement(ref _busy);
            _room.Release();
            signal.Wake();
        }
    }

    private Task RenewAsync(CancellationToken stoppingToken) =>
        Volatile.Read(ref _busy) > 0 ? queue.RenewAsync(_node, stoppingToken) : Task.CompletedTask;

    private async Task RepeatAsync(Func<CancellationToken, Task> act, Func<Task> wait, CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await act(stoppingToken);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    log.ExecutorFaulted(e);
                }

                await wait();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Synter stops.
        }
    }
}
