using Microsoft.JSInterop;

namespace Synter.Web.Live;

/// <summary>
/// Speaks to a screen reader through the document's one polite region: «Run finished», «2 new». At most one message in five
/// seconds; of those that come in between, the newest is said.
/// </summary>
public sealed class LiveAnnouncer(IJSRuntime js, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private ITimer? _timer;
    private string? _next;
    private DateTimeOffset _quietUntil = DateTimeOffset.MinValue;

    public void Announce(string message)
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (now < _quietUntil)
            {
                _next = message;
                _timer ??= clock.CreateTimer(_ => SayNext(), null, _quietUntil - now, Timeout.InfiniteTimeSpan);
                return;
            }

            _quietUntil = now + s_rest;
        }

        _ = SayAsync(message);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void SayNext()
    {
        string? message;
        lock (_lock)
        {
            (message, _next) = (_next, null);
            _timer?.Dispose();
            _timer = null;
            _quietUntil = clock.GetUtcNow() + s_rest;
        }

        if (message is not null)
        {
            _ = SayAsync(message);
        }
    }

    private async Task SayAsync(string message)
    {
        try
        {
            await js.InvokeVoidAsync("synter.announce", message);
        }
        catch (Exception e) when (e is JSDisconnectedException or InvalidOperationException or OperationCanceledException)
        {
            // Nobody listens: the circuit is gone, or the page is still being prerendered.
        }
    }
}
