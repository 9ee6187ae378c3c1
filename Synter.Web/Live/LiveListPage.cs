using Microsoft.AspNetCore.Components;

namespace Synter.Web.Live;

/// <summary>A list whose rows stay where they are; what belongs above them waits behind «2 new».</summary>
public interface ILiveList
{
    /// <summary>What belongs at the top of this page and is not shown yet.</summary>
    int New { get; }
}

/// <summary>
/// A page of such a list. Pulses move what is shown at once; what they do not tell is read again, once a second at most however many
/// come, and what is new is said aloud.
/// </summary>
public abstract class LiveListPage<TState> : LivePage<TState> where TState : class, ILiveList
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private DateTimeOffset _readAt;
    private bool _isDue;

    [Inject]
    public required LiveAnnouncer Announcer { get; set; }

    /// <summary>Asks for another reading, and does not wait for it: the feed goes on meanwhile.</summary>
    protected void RereadSoon()
    {
        if (!_isDue)
        {
            _isDue = true;
            _ = RereadAsync();
        }
    }

    private async Task RereadAsync()
    {
        try
        {
            if (_readAt + s_rest - Now is var early && early > TimeSpan.Zero)
            {
                await Task.Delay(early, Clock, Leaving);
            }

            // What comes from now on may come too late for this reading.
            (_isDue, _readAt) = (false, Now);
            var before = State?.New;
            await ReloadAsync();
            if (State is { New: > 0 and var count } && count != before)
            {
                Announcer.Announce($"{count} new");
            }

            StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }
}
