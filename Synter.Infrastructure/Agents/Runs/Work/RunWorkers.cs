using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>This node's workers: claims what it has slots for, renews what it holds, hands back what it cannot finish.</summary>
internal sealed class RunWorkers(
    RunClaims claims, RunLeases leases, RunExecution execution, LiveRuns live, RunWake wake, RunEngineOptions options, TimeProvider clock, ILogger<RunWorkers> log)
    : BackgroundService
{
    /// <summary>More work comes in bursts: only after so long without any is the table asked when the next is due.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(20);
    /// <summary>
    /// The shortest time from a claim of many to the next. A claim of many costs little more than a claim of one, so under load it pays
    /// to let them gather; runs that come one by one are claimed one by one, at once.
    /// </summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(2);
    private const int Many = 6;
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Task, bool> _executions = new();
    private readonly CancellationTokenSource _renewing = new();
    private Task _renewals = Task.CompletedTask;
    private int _busy;
    private bool _tookMany;
    private TimeSpan _patience = Quiet;

    /// <summary>There is more due than could be taken, so each slot that becomes free is worth a claim.</summary>
    private volatile bool _isHungry;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _renewals = Task.Run(() => RenewAsync(_renewing.Token), CancellationToken.None);
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (options.Slots > 0 && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ClaimAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                log.ClaimFailed(failure);
                await Task.Delay(AfterFailure, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var run in live.All)
        {
            run.Stop(StopReason.Shutdown);
        }

        // Leases are renewed to the end, or a run that takes its time to stop would be taken over meanwhile.
        await Task.WhenAll(_executions.Keys).WaitAsync(options.StopGrace + AfterFailure, clock, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _renewing.CancelAsync();
        await _renewals;
    }

    public override void Dispose()
    {
        _renewing.Dispose();
        base.Dispose();
    }

    private async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var free = options.Slots - Volatile.Read(ref _busy);
        if (free <= 0)
        {
            _isHungry = true;
            await wake.WaitAsync(options.Poll, cancellationToken);
            return;
        }

        if (_tookMany)
        {
            await Task.Delay(Pace, clock, cancellationToken);
            free = options.Slots - Volatile.Read(ref _busy);
        }

        var claim = await claims.ClaimAsync(free, cancellationToken);
        _tookMany = claim.Runs.Count >= Many;
        _isHungry = claim.MayBeMore;
        _patience = claim.Runs.Count > 0 ? Quiet : _patience;
        foreach (var run in claim.Runs)
        {
            Begin(run);
        }

        if (claim.Runs.Count < free && !await wake.WaitAsync(Quiet, cancellationToken))
        {
            await WaitForDueAsync(cancellationToken);
        }
    }

    private async Task WaitForDueAsync(CancellationToken cancellationToken)
    {
        var wait = options.Poll;
        if (await claims.NextDueAsync(cancellationToken) is { } due)
        {
            var until = due - clock.Now();
            if (until <= TimeSpan.Zero)
            {
                // Due already, and not taken: its lane is full, its agent is at work, or another node is looking at it. A run that ends
                // here, or a little time, may help; the longer it did not, the less often it is tried.
                _isHungry = true;
                _patience = _patience * 2 < wait ? _patience * 2 : wait;
                until = _patience;
            }

            wait = until < Quiet ? Quiet : until < wait ? until : wait;
        }

        await wake.WaitAsync(wait, cancellationToken);
    }

    private void Begin(ClaimedRun claimed)
    {
        Interlocked.Increment(ref _busy);
        var run = new LiveRun(claimed, clock);
        live.Add(run);
        var task = Task.Run(() => ExecuteAsync(run), CancellationToken.None);
        _executions.TryAdd(task, true);
        _ = task.ContinueWith(ended => _executions.TryRemove(ended, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ExecuteAsync(LiveRun run)
    {
        using var _ = run;
        try
        {
            await execution.ExecuteAsync(run);
        }
        finally
        {
            live.Remove(run);
            Interlocked.Decrement(ref _busy);
            if (_isHungry)
            {
                wake.Set();
            }
        }
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, clock);
        var renewed = clock.Now();
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var begun = clock.Now();
                if (await TryRenewAsync())
                {
                    renewed = begun;
                }
                else if (clock.Now() - renewed > options.Lease)
                {
                    // Others may have these runs by now, and this node cannot ask: it lets go of them.
                    leases.Lose();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The node has stopped.
        }
    }

    private async Task<bool> TryRenewAsync()
    {
        try
        {
            await leases.RenewAsync();
            return true;
        }
        catch (Exception failure)
        {
            log.RenewalFailed(failure);
            return false;
        }
    }
}
