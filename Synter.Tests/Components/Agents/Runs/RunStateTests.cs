using Synter.Domain.Agents.Runs;
using Synter.Tests.Support;
using Synter.Web.Features.Agents.Runs;

namespace Synter.Tests.Components.Agents.Runs;

public sealed class RunStateTests
{
    [Fact]
    public void Append_OverlappingLines_KeepsEachOnce()
    {
        var state = State(Lines(1, 5)).Append(Lines(4, 4));

        Assert.Equal(Enumerable.Range(1, 7).Select(n => (long)n), state.Log.Select(line => line.Seq));
    }

    [Fact]
    public void Append_MoreThanACircuitShouldHold_DropsTheOldest()
    {
        var state = State(Lines(1, RunState.MostLines)).Append(Lines(RunState.MostLines + 1, 10));

        Assert.Equal((11, RunState.MostLines + 10), (state.FirstLine, state.LastLine));
        Assert.Equal(RunState.MostLines, state.Log.Count);
    }

    [Theory]
    [InlineData(RunStatus.Running, 1, 0, true)]
    [InlineData(RunStatus.Running, 1, 1, false)]
    [InlineData(RunStatus.Running, 2, 0, false)]
    [InlineData(RunStatus.Succeeded, 1, 0, false)]
    public void IsOnlyFurtherThan_ProgressAndNothingElse_IsTrue(RunStatus status, int attempt, long logSeq, bool isOnlyFurther)
    {
        var row = FakeRuns.Row(RunStatus.Running);
        var before = State([], row);
        var pulse = new RunPulse(row.Id, row.Agent, status, attempt, new RunProgress(7, 10, "Writing"), logSeq, row.Version + 1);

        Assert.Equal(isOnlyFurther, before.Apply(pulse, ManualClock.Start).IsOnlyFurtherThan(before));
    }

    [Fact]
    public void Prepend_EarlierLines_StandBefore()
    {
        var state = State(Lines(10, 2)).Prepend(Lines(7, 4));

        Assert.Equal([7, 8, 9, 10, 11], state.Log.Select(line => (int)line.Seq));
    }

    [Fact]
    public void Apply_NextAttempt_BeginsTheTimeAnew()
    {
        var row = FakeRuns.Row(RunStatus.Retrying);
        var pulse = new RunPulse(row.Id, row.Agent, RunStatus.Running, Attempt: 2, RunProgress.None, LogSeq: 3, Version: 9);

        var state = State([], row).Apply(pulse, ManualClock.Start);

        Assert.Equal((ManualClock.Start, 3L), (state.Detail.AttemptStartedAt!.Value, state.Detail.LogSeq));
    }

    [Fact]
    public void Merge_SnapshotOlderThanThePulse_IsLeftOut()
    {
        var row = FakeRuns.Row(RunStatus.Succeeded, version: 8);

        var state = State([], row).Merge(State([], row with { Status = RunStatus.Running, Version = 7 }));

        Assert.Equal(RunStatus.Succeeded, state.Row.Status);
    }

    private static RunState State(IReadOnlyList<RunLogLine> lines, RunRow? row = null) =>
        new(FakeRuns.Detail(row ?? FakeRuns.Row(RunStatus.Running)), lines, new EarlierRuns([], 0));

    private static List<RunLogLine> Lines(long from, int count) =>
        [.. Enumerable.Range(0, count).Select(n => new RunLogLine(from + n, ManualClock.Start, LogLevel.Info, "line"))];
}
