using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Queue;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>Why a run's code is told to stop.</summary>
internal enum StopReason
{
    /// <summary>A person asked.</summary>
    Cancelled,

    /// <summary>Another node may have the run now: nothing of this one may be written any more.</summary>
    LeaseLost,

    /// <summary>This node stops; another one goes on with the run.</summary>
    Shutdown,
}

/// <summary>A run that this node works on: what its code has said and is not written yet, and the way to stop it.</summary>
internal sealed class LiveRun(ClaimedRun claimed, TimeProvider clock) : IDisposable
{
    private const int MostPendingLines = 1_000;
    private const int LongestMessage = 2_000;
    private const int LongestStep = 200;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<RunLogLine> _lines = [];
    private readonly Dictionary<string, DraftDeliverable> _outputs = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunProgress _progress = RunProgress.None;
    private TaskCompletionSource? _writing;
    private long _version = claimed.Version;
    private long _nextSeq = claimed.LogSeq + 1;
    private long _writtenSeq = claimed.LogSeq;
    private long _leftOut;
    private bool _isClosed;

    public ClaimedRun Claimed => claimed;

    /// <summary>What the skill is given.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>Ends when the run is told to stop.</summary>
    public Task Stopped => _stopped.Task;

    public StopReason? StopReason { get; private set; }

    /// <summary>Checkpoints were written, or an earlier attempt may have written some.</summary>
    public bool HasCheckpoints { get; set; } = claimed.Attempt > 1;

    /// <summary>The first reason holds, but a lost lease is stronger than all: it forbids writing.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (StopReason is null || reason == Work.StopReason.LeaseLost)
            {
                StopReason = reason;
            }
        }

        _stopped.TrySetResult();
        // Not here: what the skill hangs on its token is its own code, and may take its time.
        _ = Task.Run(Cancel);
    }

    public RunPulse Pulse(RunStatus status)
    {
        lock (_gate)
        {
            return new RunPulse(claimed.Id, claimed.Target.Agent, status, claimed.Attempt, _progress, _writtenSeq, _version);
        }
    }

    public void Report(RunProgress progress)
    {
        var shown = progress with { Step = LogText.Clean(progress.Step, LongestStep) };
        lock (_gate)
        {
            if (!_isClosed)
            {
                _progress = shown;
            }
        }
    }

    public void Log(LogLevel level, string message)
    {
        var text = LogText.Clean(message, LongestMessage);
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            // Lines come faster than they can be written: the run is not slowed, and the log says what it misses.
            if (_lines.Count >= MostPendingLines)
            {
                _leftOut++;
                return;
            }

            if (_leftOut > 0)
            {
                Add(LogLevel.Warn, $"{_leftOut} lines were left out: they came faster than they could be written.");
                _leftOut = 0;
            }

            Add(level, text);
        }
    }

    /// <exception cref="ArgumentException">The slot is taken: two deliverables would fight for one place.</exception>
    public void Propose(string slot, DraftDeliverable draft)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(slot);
        lock (_gate)
        {
            if (!_outputs.TryAdd(slot, draft))
            {
                throw new ArgumentException($"A deliverable was proposed for «{slot}» already.", nameof(slot));
            }
        }
    }

    /// <summary>What is to be written now; null when the run is closed. To be followed by <see cref="EndWrite"/>.</summary>
    public Unwritten? BeginWrite(int mostLines)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return null;
            }

            _writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var lines = _lines.GetRange(0, Math.Min(mostLines, _lines.Count));
            return new Unwritten(_progress, lines, lines.Count > 0 ? lines[^1].Seq : _writtenSeq);
        }
    }

    /// <param name="version">The row's new version; null when nothing was written.</param>
    /// <returns>Whether there are lines left.</returns>
    public bool EndWrite(Unwritten written, long? version)
    {
        lock (_gate)
        {
            if (version is not null)
            {
                _lines.RemoveRange(0, written.Lines.Count);
                _writtenSeq = written.LogSeq;
                _version = version.Value;
            }

            _writing!.SetResult();
            _writing = null;
            return _lines.Count > 0;
        }
    }

    /// <summary>
    /// Ends the run's say: what comes later is dropped. Waits for a write that is under way, or its lines would be written twice.
    /// </summary>
    public async Task<LastWords> CloseAsync(LogLevel level = LogLevel.Info, string? lastLine = null)
    {
        Task? writing;
        lock (_gate)
        {
            if (lastLine is not null)
            {
                Add(level, LogText.Clean(lastLine, LongestMessage));
            }

            _isClosed = true;
            writing = _writing?.Task;
        }

        if (writing is not null)
        {
            await writing;
        }

        lock (_gate)
        {
            return new LastWords(
                new Unwritten(_progress, [.. _lines], _nextSeq - 1), [.. _outputs.Select(o => new RunOutput(o.Key, o.Value))]);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void Cancel()
    {
        try
        {
            _stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run has ended meanwhile.
        }
    }

    private void Add(LogLevel level, string text) => _lines.Add(new RunLogLine(_nextSeq++, clock.Now(), level, text));
}

/// <summary>What a run has said and is not in the database yet.</summary>
internal sealed record Unwritten(RunProgress Progress, IReadOnlyList<RunLogLine> Lines, long LogSeq);

/// <summary>All that a run leaves when its code has ended.</summary>
internal sealed record LastWords(Unwritten Unwritten, IReadOnlyList<RunOutput> Outputs);
