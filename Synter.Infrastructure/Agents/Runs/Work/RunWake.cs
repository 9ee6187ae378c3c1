namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>Wakes the claim loop. Set before anyone waits, it is not lost; set many times, it wakes once.</summary>
internal sealed class RunWake(TimeProvider clock)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _isSet;

    public void Set()
    {
        lock (_gate)
        {
            if (_waiter is null)
            {
                _isSet = true;
                return;
            }

            _waiter.TrySetResult();
            _waiter = null;
        }
    }

    /// <summary>True when woken, false when the time was up.</summary>
    public async Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        Task waiting;
        lock (_gate)
        {
            if (_isSet)
            {
                _isSet = false;
                return true;
            }

            _waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting = _waiter.Task;
        }

        try
        {
            await waiting.WaitAsync(timeout, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return StopWaiting();
        }
    }

    private bool StopWaiting()
    {
        lock (_gate)
        {
            // No waiter any more: it was woken in the instant the time ran out.
            var woken = _waiter is null;
            _waiter = null;
            return woken;
        }
    }
}
