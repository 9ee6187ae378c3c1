namespace Synter.Web.Live;

/// <summary>Whether the open page takes live updates in, shown in the top bar. One a circuit; a page pauses and resumes it.</summary>
public sealed class LiveStatus
{
    public event Action? Changed;

    public bool IsPaused { get; private set; }

    /// <summary>What came in while paused.</summary>
    public int Missed { get; private set; }

    public void Pause() => Set(paused: true, missed: 0);

    /// <summary>Also called by a page when it is left.</summary>
    public void Resume() => Set(paused: false, missed: 0);

    public void Miss(int missed) => Set(paused: true, missed);

    private void Set(bool paused, int missed)
    {
        if ((paused, missed) != (IsPaused, Missed))
        {
            (IsPaused, Missed) = (paused, missed);
            Changed?.Invoke();
        }
    }
}
