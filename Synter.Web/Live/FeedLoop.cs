using Synter.Domain.Kernel;

namespace Synter.Web.Live;

/// <summary>
/// Reads a feed for an open page: takes in what came, rests, reads again. What comes during the rest is merged, so a busy feed
/// costs a page a fixed number of renders. Made before the snapshot is read, or what happens in between would be lost.
/// </summary>
public sealed class FeedLoop<T> : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    /// <param name="apply">Runs off the page's dispatcher: it calls <c>InvokeAsync</c>. Its failure ends this loop, never the feed.</param>
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
                    await apply(await watch.ReadAsync(stopping));
                    await Task.Delay(rest, clock, stopping);
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
