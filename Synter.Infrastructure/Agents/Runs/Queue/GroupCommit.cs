using Npgsql;

namespace Synter.Infrastructure.Agents.Runs.Queue;

/// <summary>
/// Lets callers that come at the same time share one commit. Nobody waits for company: a commit begins at once when a writer is
/// free, and takes along whoever has come while the others were under way. So one caller alone pays one commit, and a thousand pay few.
/// </summary>
internal sealed class GroupCommit<TItem, TResult>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TResult>>> commit, int maxBatch, int writers)
{
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _waiting = new();
    private int _writing;

    public Task<TResult> AddAsync(TItem item)
    {
        var entry = new Entry(item);
        lock (_gate)
        {
            _waiting.Enqueue(entry);
            if (_writing == writers)
            {
                return entry.Task;
            }

            _writing++;
        }

        // The writer serves others too: it must not carry this caller's trace along.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(WriteAsync);
        }

        return entry.Task;
    }

    private async Task WriteAsync()
    {
        while (Next() is { } batch)
        {
            await CommitAsync(batch);
        }
    }

    private List<Entry>? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _writing--;
                return null;
            }

            var batch = new List<Entry>(Math.Min(_waiting.Count, maxBatch));
            while (batch.Count < maxBatch && _waiting.TryDequeue(out var entry))
            {
                batch.Add(entry);
            }

            return batch;
        }
    }

    private async Task CommitAsync(List<Entry> batch)
    {
        try
        {
            var results = await commit(batch.ConvertAll(entry => entry.Item));
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].SetResult(results[i]);
            }
        }
        catch (PostgresException) when (batch.Count > 1)
        {
            // The server refused the statement, so nothing of it is there: alone, only the one at fault fails.
            foreach (var entry in batch)
            {
                await CommitAsync([entry]);
            }
        }
        catch (Exception failure)
        {
            foreach (var entry in batch)
            {
                entry.SetException(failure);
            }
        }
    }

    private sealed class Entry(TItem item) : TaskCompletionSource<TResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public TItem Item { get; } = item;
    }
}
