using System.Collections.Concurrent;
using System.Collections.Immutable;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Agents.Runs.Feed;

/// <summary>Who watches which workspace. Publishing to a workspace that nobody watches costs one look-up.</summary>
internal sealed class WatchRegistry<TKey, TItem>(Func<TItem, TKey> key) where TKey : notnull
{
    private readonly ConcurrentDictionary<WorkspaceId, ImmutableArray<FeedWatch<TKey, TItem>>> _watches = new();

    public FeedWatch<TKey, TItem> Add(WorkspaceId workspace, Func<TItem, bool> accepts)
    {
        var watch = new FeedWatch<TKey, TItem>(key, accepts, leaving => Remove(workspace, leaving));
        _watches.AddOrUpdate(workspace, _ => [watch], (_, others) => others.Add(watch));
        return watch;
    }

    public ImmutableArray<FeedWatch<TKey, TItem>> Of(WorkspaceId workspace) => _watches.TryGetValue(workspace, out var watches) ? watches : [];

    public void Publish(WorkspaceId workspace, TItem item)
    {
        foreach (var watch in Of(workspace))
        {
            watch.Offer(item);
        }
    }

    public void Resync()
    {
        foreach (var watch in _watches.Values.SelectMany(watches => watches))
        {
            watch.Resync();
        }
    }

    private void Remove(WorkspaceId workspace, FeedWatch<TKey, TItem> watch)
    {
        var left = _watches.AddOrUpdate(workspace, _ => [], (_, watches) => watches.Remove(watch));
        if (left.IsEmpty)
        {
            // Only if nobody came meanwhile.
            _watches.TryRemove(KeyValuePair.Create(workspace, left));
        }
    }
}
