using System.Globalization;
using System.Text.Json.Nodes;
using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen.Making;
using Synter.Domain.Inference;
using Synter.Domain.Kernel;

namespace Synter.Domain.DataGen;

/// <summary>One attempt at one dataset: hands its missing places to as many makers as may call at once.</summary>
internal sealed class DatasetRun : IDisposable
{
    private static readonly TimeSpan ShowEvery = TimeSpan.FromMilliseconds(250);

    private readonly RunContext _context;
    private readonly IDatasetWork _work;
    private readonly DataGenTerms _terms;
    private readonly DatasetJob _job;
    private readonly InFlightRecords _inFlight = new();
    private readonly UniqueValues _unique;
    private readonly RecordMaker _maker;
    private readonly HardStop _stop;
    private readonly SemaphoreSlim _ended = new(0);
    private readonly string _label;
    private int _next = -1;
    private int _completed;
    private int _failures;
    private string? _firstError;
    private string? _timeIsUp;

    public DatasetRun(RunContext context, IDatasetWork work, IChatModel model, DataGenTerms terms, DatasetJob job)
    {
        (_context, _work, _terms, _job) = (context, work, terms, job);
        (_completed, _failures, _label) = (job.Completed, job.Failures, model.Label);
        _unique = new UniqueValues(job.Spec.UniqueFields);
        _maker = new RecordMaker(model, job.Spec.Prompt, job.Spec.Schema, new RecordCheck(job.Spec.Schema, _unique), _inFlight, context.Clock);
        _stop = new HardStop(job.Spec.Limits, job.Rates, job.Spent.InputTokens, job.Spent.OutputTokens, job.LargestRecord);
    }

    private int Good => _completed - _failures;

    public async Task<RunOutcome> MakeAsync(CancellationToken cancellationToken)
    {
        await foreach (var record in _job.UniqueRecords.WithCancellation(cancellationToken))
        {
            _unique.Remember(JsonNode.Parse(record)!.AsObject());
        }

        Report();
        using var time = new CancellationTokenSource(TimeLeft(), _context.Clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        var showing = ShowAsync(ending.Token);
        try
        {
            await MakeAllAsync(ending);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // In order: what was made is kept.
            _timeIsUp = $"Stopped at the limit of {_job.Spec.Limits.MaxTime!.Value.TotalSeconds:0} seconds.";
        }
        finally
        {
            await ending.CancelAsync();
            await showing;
        }

        return await OutcomeAsync(cancellationToken);
    }

    public void Dispose() => _ended.Dispose();

    private async Task MakeAllAsync(CancellationTokenSource ending)
    {
        var makers = Enumerable.Range(0, Math.Min(_job.Spec.CallsAtOnce(_terms), _job.Missing.Count)).Select(_ => MakerAsync(ending.Token)).ToList();
        while (makers.Count > 0)
        {
            var ended = await Task.WhenAny(makers);
            makers.Remove(ended);
            if (ended.IsCompletedSuccessfully)
            {
                continue;
            }

            // One failure that is not a record's own ends them all; what the others have in flight is given up.
            await ending.CancelAsync();
            await Task.WhenAll(makers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await ended;
        }
    }

    private async Task MakerAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (Volatile.Read(ref _next) + 1 < _job.Missing.Count && _stop.TryBegin() is var admittance && admittance != Admittance.Stopped)
            {
                await (admittance == Admittance.Go ? MakeNextAsync(cancellationToken) : _ended.WaitAsync(cancellationToken));
            }
        }
        finally
        {
            // Whoever waits for its turn shall see that there is none left.
            _ended.Release();
        }
    }

    private async Task MakeNextAsync(CancellationToken cancellationToken)
    {
        MadeRecord? made = null;
        try
        {
            var turn = Interlocked.Increment(ref _next);
            if (turn < _job.Missing.Count)
            {
                made = await _maker.MakeAsync(_job.Missing[turn], _job.Id.Value.GetHashCode(), cancellationToken);
                await _work.WriteAsync(_context, _job.Id, made, cancellationToken);
                Count(made);
            }
        }
        finally
        {
            _stop.End(made);
            _ended.Release();
        }
    }

    private void Count(MadeRecord made)
    {
        Interlocked.Increment(ref _completed);
        if (!made.IsGood)
        {
            Interlocked.Increment(ref _failures);
            if (Interlocked.CompareExchange(ref _firstError, made.Error, null) is null)
            {
                _context.Log(LogLevel.Warn, $"Record {made.Index} failed: {made.Error} More like it may follow; they stand on the dataset’s page.");
            }
        }

        Report();
    }

    private void Report() => _context.Report(_completed, _job.Spec.Count, string.Create(
        CultureInfo.InvariantCulture, $"{Good:N0} records made{(_failures > 0 ? $", {_failures:N0} failed" : "")}"));

    /// <summary>Pushes what is waited for to every page, whichever node it is on.</summary>
    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(ShowEvery, _context.Clock);
        long shown = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                if (_inFlight.Version is var version && version != shown)
                {
                    shown = version;
                    await _work.ShowAsync(_context, _job.Id, _inFlight.Snapshot, cancellationToken);
                    Report();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
        catch (Exception unseen) when (unseen is not OutOfMemoryException)
        {
            // Only for people to look at: a record's own write tells the run when the database is away.
            _context.Log(LogLevel.Warn, "What is in flight could not be shown.");
        }
    }

    /// <summary>The limit of time ends calls in flight too: a limit that waits for a server is none.</summary>
    private TimeSpan TimeLeft()
    {
        if (_job.Spec.Limits.MaxTime is not { } most)
        {
            return Timeout.InfiniteTimeSpan;
        }

        var left = _job.RunStartedAt + most - _context.Clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private async Task<RunOutcome> OutcomeAsync(CancellationToken cancellationToken)
    {
        var stopped = _timeIsUp ?? _stop.Reason;
        if (stopped is not null)
        {
            await _work.StopAsync(_context, _job.Id, stopped, cancellationToken);
            _context.Log(LogLevel.Warn, stopped);
        }

        if (Good == 0)
        {
            throw new ProviderException(FailureClass.Rejected, "no_records", $"Not one record came out. {stopped ?? _firstError ?? ""}".TrimEnd());
        }

        var notes = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{Good:N0} of {_job.Spec.Count:N0} records, by {_label}.") };
        if (stopped is not null)
        {
            notes.Add(stopped);
        }

        return new RunOutcome(
            new Dictionary<string, decimal> { ["records"] = Good, ["failures"] = _failures, ["made_now"] = _completed - _job.Completed },
            _completed - _job.Completed,
            notes);
    }
}
