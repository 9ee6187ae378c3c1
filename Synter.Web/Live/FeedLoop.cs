using Synter.Domain.Kernel;

namespace Synter.Web.Live;

/// <summary>
/// Reads a feed for an open page: takes in what came, rests, reads again. What comes after a rest is taken in at once; what comes during
/// it is merged, so a busy feed costs a page a bounded number of renders. Made before the snapshot is read, or what happens in between would be lost.
/// </summary>
public sealed class FeedLoop<T> : IAsyncDisposable
{
    // Of a page's time, at most a fifth goes into a feed. Pages that read the database for each batch slow down with it instead of
    // piling up on it.
    private const int RestPerWork = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="apply">Runs off the page's dispatcher: it calls <c>InvokeAsync</c>. Its failure ends this loop, never the feed.</param>
    /// <param name="rest">The shortest; after a batch that took long it is longer.</param>
    public FeedLoop(IFeedWatch<T> watch, Func<FeedBatch<T>, Task> apply, TimeProvider clock, TimeSpan rest)
    {
        var stopping = _stop.Token;
        _running = Task.Run(() => RunAsync(watch, apply, clock, rest, stopping), CancellationToken.None);
    }

    /// <summary>After this nothing more is applied: the component may be gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private static async Task RunAsync(
        IFeedWatch<T> watch, Func<FeedBatch<T>, Task> apply, TimeProvider clock, TimeSpan rest, CancellationToken stopping)
    {
        using (watch)
        {
            try
            {
                while (true)
                {
                    var batch = await watch.ReadAsync(stopping);
                    var begun = clock.GetTimestamp();
                    await apply(batch);
                    var work = clock.GetElapsedTime(begun);
                    await Task.Delay(work * RestPerWork > rest ? work * RestPerWork : rest, clock, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                // The page is left.
            }
            catch (ObjectDisposedException)
            {
                // The circuit is gone, and with it the page's dispatcher.
            }
        }
    }
}
