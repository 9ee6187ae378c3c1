using Synter.Tests.Support;
using Synter.Web.Live;
using Xunit;

namespace Synter.Tests.Components.Live;

public sealed class LiveAnnouncerTests
{
    private readonly ManualClock _clock = new();
    private readonly RecordedScript _script = new();

    [Fact]
    public void Announce_First_IsSaidAtOnce()
    {
        using var announcer = new LiveAnnouncer(_script, _clock);

        announcer.Announce("Run finished");

        Assert.Equal(["Run finished"], Said);
    }

    [Fact]
    public void Announce_WithinFiveSeconds_SaysOnlyTheNewestAndLater()
    {
        using var announcer = new LiveAnnouncer(_script, _clock);

        announcer.Announce("1 new");
        announcer.Announce("2 new");
        announcer.Announce("3 new");
        _clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(["1 new"], Said);

        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(["1 new", "3 new"], Said);

        announcer.Announce("4 new");
        Assert.Equal(["1 new", "3 new"], Said);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(["1 new", "3 new", "4 new"], Said);
    }

    [Fact]
    public void Announce_AfterDisposal_SaysNothingMore()
    {
        using (var announcer = new LiveAnnouncer(_script, _clock))
        {
            announcer.Announce("1 new");
            announcer.Announce("2 new");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(["1 new"], Said);
    }

    private IEnumerable<object?> Said => _script.Calls.Where(c => c.Name == "synter.announce").Select(c => c.Arguments[0]);
}
