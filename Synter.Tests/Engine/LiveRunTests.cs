using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;
using Synter.Infrastructure.Agents.Runs.Work;
using Synter.Tests.Support;
using Synter.Tests.Support.Runs;

namespace Synter.Tests.Engine;

public sealed class LiveRunTests
{
    private readonly LiveRun _run = new(Claimed(logSeq: 4), new ManualClock());

    [Fact]
    public async Task Log_GoesOnCountingWhereEarlierAttemptsEnded()
    {
        _run.Log(LogLevel.Info, "one");
        var first = _run.BeginWrite(10)!;
        _run.Log(LogLevel.Info, "two");
        Assert.False(first.Lines.Count != 1 || !_run.EndWrite(first, version: 9));
        var last = await _run.CloseAsync(LogLevel.Info, "three");

        Assert.Equal([5L], first.Lines.Select(line => line.Seq));
        Assert.Equal([(6L, "two"), (7L, "three")], last.Unwritten.Lines.Select(line => (line.Seq, line.Message)));
        Assert.Equal(7, last.Unwritten.LogSeq);
    }

    [Fact]
    public void Write_ThatFailed_IsTriedAgainWithTheSameLines()
    {
        _run.Log(LogLevel.Info, "one");
        var first = _run.BeginWrite(10)!;
        Assert.True(_run.EndWrite(first, version: null));

        Assert.Equal(first.Lines, _run.BeginWrite(10)!.Lines);
    }

    [Fact]
    public async Task Close_WhileAWriteIsUnderWay_WaitsForIt_SoThatNoLineIsWrittenTwice()
    {
        _run.Log(LogLevel.Info, "one");
        var writing = _run.BeginWrite(10)!;
        var closing = _run.CloseAsync();
        Assert.False(closing.IsCompleted);

        _run.EndWrite(writing, version: 1);

        Assert.Empty((await closing).Unwritten.Lines);
        Assert.Null(_run.BeginWrite(10));
    }

    [Fact]
    public async Task Closed_HearsNoMore()
    {
        await _run.CloseAsync();
        _run.Log(LogLevel.Info, "late");
        _run.Report(new RunProgress(1, 2, "late"));

        var last = await _run.CloseAsync();
        Assert.Empty(last.Unwritten.Lines);
        Assert.Equal(RunProgress.None, last.Unwritten.Progress);
    }

    [Fact]
    public async Task Flood_IsCutAndCounted_AndTheRunIsNotSlowed()
    {
        for (var i = 0; i < 50_000; i++)
        {
            _run.Log(LogLevel.Info, "flood");
        }

        var flood = _run.BeginWrite(int.MaxValue)!;
        _run.EndWrite(flood, version: 1);
        _run.Log(LogLevel.Info, "after");
        var lines = (await _run.CloseAsync()).Unwritten.Lines;

        Assert.Equal(1_000, flood.Lines.Count);
        Assert.Equal([LogLevel.Warn, LogLevel.Info], lines.Select(line => line.Level));
        Assert.StartsWith("49000 lines were left out", lines[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Propose_TwiceForOneSlot_Throws()
    {
        var draft = new DraftDeliverable("report", "t", "b", []);
        _run.Propose("monday", draft);

        Assert.Throws<ArgumentException>(() => _run.Propose("monday", draft));
    }

    [Fact]
    public async Task Stop_ForSeveralReasons_KeepsTheFirst_ButALostLeaseIsStronger()
    {
        _run.Stop(StopReason.Shutdown);
        _run.Stop(StopReason.Cancelled);
        Assert.Equal(StopReason.Shutdown, _run.StopReason);

        _run.Stop(StopReason.LeaseLost);
        Assert.Equal(StopReason.LeaseLost, _run.StopReason);
        await Eventually.TrueAsync(() => _run.Token.IsCancellationRequested, "the token says stop");
    }

    private static ClaimedRun Claimed(long logSeq)
    {
        var start = EngineWorld.Start(RunDesk.NewActor().Workspace);
        var envelope = new RunEnvelope(start.JobId, start.Id, start.Target.Workspace, start.Params, null, false, start.Correlation);
        return new ClaimedRun(envelope, start.Target, 1, 1, null, null, logSeq, 1);
    }
}
