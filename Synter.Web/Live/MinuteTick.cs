namespace Synter.Web.Live;

/// <summary>One timer a circuit for everything that says how old it is.</summary>
public sealed class MinuteTick(TimeProvider clock) : IDisposable
{
    private readonly Lock _lock = new();
    private Action? _ticked;
    private ITimer? _timer;

    /// <summary>Raised at the full minute. Subscribe once interactive; the first subscriber starts the timer.</summary>
    public event Action Ticked
    {
        add
        {
            lock (_lock)
            {
                _ticked += value;
                var toNextMinute = TimeSpan.FromSeconds(60 - clock.GetUtcNow().Second);
                _timer ??= clock.CreateTimer(_ => _ticked?.Invoke(), null, toNextMinute, TimeSpan.FromMinutes(1));
            }
        }

        remove
        {
            lock (_lock)
            {
                _ticked -= value;
            }
        }
    }

    public void Dispose() => _timer?.Dispose();
}
