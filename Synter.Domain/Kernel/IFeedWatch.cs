namespace Synter.Domain.Kernel;

/// <summary>What is newer since the last read.</summary>
/// <param name="Items">Each thing once, in its newest state.</param>
/// <param name="Resync">
/// Something may have been missed (the line to the other nodes was cut, or the reader was too slow): read the snapshot again.
/// </param>
public sealed record FeedBatch<T>(IReadOnlyList<T> Items, bool Resync);

/// <summary>
/// One reader's place at a feed. Disposing ends it. A page reads in a loop, renders, and waits a little before it reads again: what
/// came meanwhile is merged, so the pause throttles the page and loses nothing.
/// </summary>
public interface IFeedWatch<T> : IDisposable
{
    /// <summary>Waits until there is something newer, then returns all of it.</summary>
    ValueTask<FeedBatch<T>> ReadAsync(CancellationToken cancellationToken);
}
