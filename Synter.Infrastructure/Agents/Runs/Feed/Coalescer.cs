using Microsoft.Extensions.Logging;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>
/// Gathers what is to be done and does it together, at most every so often; the first of a quiet time at once. The same thing twice is
/// done once. Adding never waits.
/// </summary>
internal sealed class Coalescer<T>(Func<IReadOnlyCollection<T>, Task> work, TimeSpan every, TimeProvider clock, ILogger log) : IAsyncDisposable
    where T : notnull
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private HashSet<T> _waiting = [];
    private Task _worker = Task.CompletedTask;
    private bool _isWorking;

    public void Add(T item)
    {
        lock (_gate)
        {
            _waiting.Add(item);
            if (_isWorking)
            {
                return;
            }

            _isWorking = true;
            // What is gathered comes from many callers: none of their traces belongs to it.
            using (ExecutionContext.SuppressFlow())
            {
                _worker = Task.Run(WorkAsync);
            }
        }
    }

    /// <summary>Does what is left, without waiting for its turn.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        Task worker;
        lock (_gate)
        {
            worker = _worker;
        }

        await worker;
        _stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        while (Take() is { } items)
        {
            try
            {
                await work(items);
            }
            catch (Exception failure)
            {
                log.GatheredWorkFailed(typeof(T).Name, failure);
            }

            await Task.Delay(every, clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HashSet<T>? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _isWorking = false;
                return null;
            }

            var items = _waiting;
            _waiting = [];
            return items;
        }
    }
}
