using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>
/// One reader's mailbox: the newest state of each thing, bounded. A reader that falls behind the bound is told to read its snapshot
/// again; the publisher never waits for it.
/// </summary>
internal sealed class FeedWatch<TKey, TItem>(Func<TItem, TKey> key, Func<TItem, bool> accepts, Action<FeedWatch<TKey, TItem>> leave) : IFeedWatch<TItem>
    where TKey : notnull
{
    private const int MostPending = 500;

    private readonly Lock _gate = new();
    private Dictionary<TKey, TItem> _pending = [];
    private bool _resync;
    private TaskCompletionSource? _reader;

    public bool Accepts(TItem item) => accepts(item);

    public void Offer(TItem item)
    {
        if (!accepts(item))
        {
            return;
        }

        lock (_gate)
        {
            if (_pending.Count == MostPending && !_pending.ContainsKey(key(item)))
            {
                _pending.Clear();
                _resync = true;
            }
            else
            {
                _pending[key(item)] = item;
            }

            WakeReader();
        }
    }

    public void Resync()
    {
        lock (_gate)
        {
            _resync = true;
            WakeReader();
        }
    }

    public async ValueTask<FeedBatch<TItem>> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task news;
            lock (_gate)
            {
                if (_pending.Count > 0 || _resync)
                {
                    return Take();
                }

                _reader ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                news = _reader.Task;
            }

            await news.WaitAsync(cancellationToken);
        }
    }

    public void Dispose() => leave(this);

    private FeedBatch<TItem> Take()
    {
        var batch = new FeedBatch<TItem>([.. _pending.Values], _resync);
        _pending = [];
        _resync = false;
        return batch;
    }

    private void WakeReader()
    {
        _reader?.TrySetResult();
        _reader = null;
    }
}
