using Synter.Domain.Agents.Runs;
using Synter.Tests.Support;
using Synter.Web.Features.Agents.Runs;

namespace Synter.Tests.Components.Agents.Runs;

public sealed class RunsStateTests
{
    private static readonly DateTimeOffset s_now = ManualClock.Start;

    [Fact]
    public void Apply_NewerPulse_ChangesTheRowWhereItStands()
    {
        var (first, second) = (FakeRuns.Row(), FakeRuns.Row(RunStatus.Running));
        var pulse = Pulse(second, RunStatus.Succeeded, version: 2);

        var state = State([first, second]).Apply([pulse], s_now);

        Assert.Equal([first.Id, second.Id], state.Rows.Select(row => row.Id));
        Assert.Equal((RunStatus.Succeeded, s_now), (state.Rows[1].Status, state.Rows[1].FinishedAt!.Value));
    }

    [Fact]
    public void Apply_OlderPulse_IsIgnored()
    {
        var row = FakeRuns.Row(RunStatus.Succeeded, version: 5);

        var state = State([row]).Apply([Pulse(row, RunStatus.Running, version: 4)], s_now);

        Assert.Equal(row, state.Rows[0]);
    }

    [Fact]
    public void ProgressNotYetWritten_IsShown_AndStaysWhenTheRowIsReadAgain()
    {
        var row = FakeRuns.Row(RunStatus.Running, version: 5);
        var told = Pulse(row, RunStatus.Running, version: 5) with { Progress = new RunProgress(3, 10, "Posting") };

        var state = State([row]).Apply([told], s_now);
        var merged = state.Merge(State([row]), countsNew: true);

        Assert.Equal((told.Progress, told.Progress), (state.Rows[0].Progress, merged.Rows[0].Progress));
    }

    [Fact]
    public void Merge_RunsThatBeganSince_WaitBehindTheirNumber()
    {
        var shown = FakeRuns.Row(RunStatus.Succeeded);
        var begun = FakeRuns.Row() with { QueuedAt = s_now };

        var merged = State([shown]).Merge(State([begun, shown]), countsNew: true);

        Assert.Equal([shown.Id], merged.Rows.Select(row => row.Id));
        Assert.Equal(1, merged.New);
    }

    [Fact]
    public void Merge_LaterPage_CountsNothingAsNew()
    {
        var shown = FakeRuns.Row(RunStatus.Succeeded);

        var merged = State([shown]).Merge(State([FakeRuns.Row() with { QueuedAt = s_now }, shown]), countsNew: false);

        Assert.Equal(0, merged.New);
    }

    [Fact]
    public void Merge_EmptyList_TakesTheRows()
    {
        var begun = FakeRuns.Row();

        var merged = State([]).Merge(State([begun]), countsNew: true);

        Assert.Equal((begun.Id, 0), (Assert.Single(merged.Rows).Id, merged.New));
    }

    [Fact]
    public void Merge_RunThatEnded_StaysAmongTheActiveUntilThePersonLeaves()
    {
        var row = FakeRuns.Row(RunStatus.Running);
        var ended = row with { Status = RunStatus.Succeeded, Version = 2 };
        var begun = FakeRuns.Row(RunStatus.Running);

        var merged = State([row], active: [row]).Merge(State([ended], active: [begun]), countsNew: true);

        Assert.Equal([(row.Id, RunStatus.Succeeded), (begun.Id, RunStatus.Running)], merged.Active.Select(r => (r.Id, r.Status)));
    }

    [Fact]
    public void Merge_RowReadBeforeItsPulse_KeepsThePulse()
    {
        var row = FakeRuns.Row(RunStatus.Running, version: 7);

        var merged = State([row]).Merge(State([row with { Status = RunStatus.Queued, Version = 6 }]), countsNew: true);

        Assert.Equal(RunStatus.Running, merged.Rows[0].Status);
    }

    private static RunPulse Pulse(RunRow row, RunStatus status, long version) => new(row.Id, row.Agent, status, 1, RunProgress.None, 0, version);

    private static RunsState State(IReadOnlyList<RunRow> rows, IReadOnlyList<RunRow>? active = null) =>
        new(rows, null, new RunCounts(new Dictionary<RunStatus, long>(), 0, null), active ?? []);
}
