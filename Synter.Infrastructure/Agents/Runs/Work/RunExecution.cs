using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Npgsql;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Agents.Runs.Feed;
using Synter.Infrastructure.Agents.Runs.Queue;
using LogLevel = Synter.Domain.Agents.Runs.LogLevel;

namespace Synter.Infrastructure.Agents.Runs.Work;

/// <summary>One attempt of one run, from the claim to what becomes of it.</summary>
internal sealed class RunExecution(
    SubjectCache subjects, Skills skills, IEnumerable<IRunAdmission> admissions, RunEnds ends, RunReturns returns, RunJournal journal,
    RunCheckpoints checkpoints, RunAnnouncements announcements, RunEngineOptions options, TimeProvider clock, ILogger<RunExecution> log)
{
    public async Task ExecuteAsync(LiveRun run)
    {
        using var trace = Trace(run.Claimed);
        announcements.Changed(run, RunStatus.Running, run.Claimed.Version);
        var work = AttemptAsync(run);
        try
        {
            await FinishAsync(run, await HeededAsync(run, work));
        }
        catch (Exception failure)
        {
            // Nothing more can be written: the lease lapses, and the run is taken up again.
            log.RunLeftBehind(run.Claimed.Id, failure);
        }

        // A skill that did not heed its token still holds a thread: its slot is free only now.
        await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<Attempt> AttemptAsync(LiveRun run)
    {
        try
        {
            return await RunSkillAsync(run);
        }
        catch (OperationCanceledException) when (run.Token.IsCancellationRequested)
        {
            return Attempt.Stopped;
        }
        catch (Exception exception)
        {
            var failure = RunFailure.Of(exception, run.Claimed.Envelope.Correlation);
            log.AttemptFailed(run.Claimed.Id, run.Claimed.Attempt, failure.Error.Class, failure.Error.Code, exception);
            return new Attempt(null, failure);
        }
    }

    private async Task<Attempt> RunSkillAsync(LiveRun run)
    {
        var claimed = run.Claimed;
        if (await subjects.LoadAsync(claimed.Target, run.Token) is not { } subject)
        {
            return Attempt.Failed(RunFailure.Bug("subject_gone", "The agent or goal of this run is not there any more."));
        }

        if (skills.Find(subject.SkillKey) is not { } skill)
        {
            return Attempt.Failed(RunFailure.Bug(
                "skill_missing", $"This version of Synter has no skill «{subject.SkillKey}». Ask the operators of Synter to update it."));
        }

        foreach (var admission in admissions)
        {
            if (await admission.ReserveAsync(claimed.Target, claimed.Id, run.Token) is { } refusal)
            {
                return Attempt.Failed(RunFailure.Refused(refusal));
            }
        }

        run.Token.ThrowIfCancellationRequested();
        return new Attempt(await skill.RunAsync(Context(run, subject), run.Token), null);
    }

    private LiveRunContext Context(LiveRun run, RunSubject subject) => new(run, journal, checkpoints)
    {
        Envelope = run.Claimed.Envelope,
        Agent = subject.Agent,
        Goal = subject.Goal,
        Zone = subject.Zone,
        Attempt = run.Claimed.Attempt,
        LeaseToken = run.Claimed.Token,
        ScheduledFor = run.Claimed.ScheduledFor,
        Watermark = run.Claimed.Watermark,
        Clock = clock,
    };

    /// <summary>The attempt's result; once it was told to stop, it has a while to come to one.</summary>
    private async Task<Attempt> HeededAsync(LiveRun run, Task<Attempt> work)
    {
        if (await Task.WhenAny(work, run.Stopped) == work)
        {
            return await work;
        }

        var grace = Task.Delay(options.StopGrace, clock);
        return await Task.WhenAny(work, grace) == work ? await work : Attempt.Stopped;
    }

    private Task FinishAsync(LiveRun run, Attempt attempt) => (attempt, run.StopReason) switch
    {
        (_, StopReason.LeaseLost) => LoseAsync(run),
        ({ Outcome: { } outcome }, _) => EndAsync(run, RunStatus.Succeeded, outcome, null),
        // A failure while this node stops is most likely the stopping itself.
        (_, StopReason.Shutdown) => ReleaseAsync(run),
        ({ Failure: null }, _) or (_, StopReason.Cancelled) => EndAsync(run, RunStatus.Cancelled, null, null, LogLevel.Info, "Cancelled."),
        ({ Failure: { } failure }, _) => FailAsync(run, failure),
    };

    private async Task FailAsync(LiveRun run, RunFailure failure)
    {
        var wait = RetryPolicy.WaitAfter(run.Claimed.Attempt, failure.Error.Class, failure.RetryAfter);
        if (wait is not null)
        {
            await RetryAsync(run, failure, wait.Value);
            return;
        }

        await EndAsync(run, RetryPolicy.EndFor(failure.Error.Class), null, failure.Error, LogLevel.Error, failure.Error.Message);
    }

    private async Task RetryAsync(LiveRun run, RunFailure failure, TimeSpan wait)
    {
        var due = clock.Now() + wait;
        var last = await run.CloseAsync(
            LogLevel.Warn, $"Attempt {run.Claimed.Attempt} of {RetryPolicy.MaxAttempts} failed: {failure.Error.Message} Trying again in {Words(wait)}.");
        var words = last.Unwritten;
        if (await WhileLeasedAsync(() => returns.RetryAsync(run.Claimed, due, failure.Error, words.Progress, words.Lines, words.LogSeq)))
        {
            announcements.Changed(run.Claimed.Envelope.Workspace, run.Claimed.Id);
            announcements.WorkQueued();
            return;
        }

        // Nothing was written: a person asked to cancel it, or the lease is lost. Ending it as cancelled tells the two apart.
        await EndAsync(run, RunStatus.Cancelled, null, null, LogLevel.Info, "Cancelled.");
    }

    private async Task EndAsync(
        LiveRun run, RunStatus status, RunOutcome? outcome, RunError? error, LogLevel level = LogLevel.Info, string? lastLine = null)
    {
        var last = await run.CloseAsync(level, lastLine);
        var end = new RunEnd(
            run.Claimed, status, outcome, error, last.Unwritten.Progress, last.Unwritten.Lines, last.Unwritten.LogSeq, last.Outputs,
            run.HasCheckpoints, clock.Now());
        EndResult result;
        try
        {
            result = await WhileLeasedAsync(() => ends.EndAsync(end));
        }
        catch (Exception bug) when (status == RunStatus.Succeeded && bug is not NpgsqlException { IsTransient: true })
        {
            // Its result cannot be stored: a bug, and the run says so. Nothing of it was written.
            var failure = RunFailure.Of(bug, run.Claimed.Envelope.Correlation);
            log.AttemptFailed(run.Claimed.Id, run.Claimed.Attempt, failure.Error.Class, failure.Error.Code, bug);
            await FailAsync(run, failure);
            return;
        }

        if (result.Refusal is { } refusal)
        {
            await FailAsync(run, RunFailure.Refused(refusal));
            return;
        }

        if (result.Status is not { } ended)
        {
            await LoseAsync(run);
            return;
        }

        announcements.Changed(run, ended, result.Version);
        if (end.HasOutputs && ended == RunStatus.Succeeded)
        {
            announcements.OutputsWritten(run);
        }
    }

    private async Task ReleaseAsync(LiveRun run)
    {
        var last = await run.CloseAsync(LogLevel.Info, "Handed back: this node of Synter is stopping. Another one goes on.");
        var released = await returns.ReleaseAsync([new ReleasedRun(run.Claimed, last.Unwritten.Lines, last.Unwritten.LogSeq)]);
        if (released.Count > 0)
        {
            announcements.Changed(run.Claimed.Envelope.Workspace, run.Claimed.Id);
            announcements.WorkQueued();
        }
    }

    private async Task LoseAsync(LiveRun run)
    {
        await run.CloseAsync();
        log.LeaseLost(run.Claimed.Id, run.Claimed.Token);
        // Whatever it is now, the pages shall see.
        announcements.Changed(run.Claimed.Envelope.Workspace, run.Claimed.Id);
    }

    /// <summary>The database may be away for a moment. As long as the lease can hold, the result is worth keeping.</summary>
    private async Task<T> WhileLeasedAsync<T>(Func<Task<T>> write)
    {
        var until = clock.Now() + options.Lease;
        while (true)
        {
            try
            {
                return await write();
            }
            catch (NpgsqlException away) when (away.IsTransient && clock.Now() < until)
            {
                log.DatabaseAway(away.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), clock);
            }
        }
    }

    private static Activity Trace(ClaimedRun run)
    {
        var activity = new Activity("run");
        if (run.Envelope.Correlation.Value is { Length: 32 } id)
        {
            // The run goes on in the trace of the request or the clock's tick that made it.
            activity.SetParentId(ActivityTraceId.CreateFromString(id), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None);
        }

        return activity.Start();
    }

    private static string Words(TimeSpan wait) => wait < TimeSpan.FromMinutes(1) ? $"{wait.TotalSeconds:0} s" : $"{wait.TotalMinutes:0} min";

    /// <summary>How the code came out: with an outcome, with a failure, or with neither because it was stopped.</summary>
    private sealed record Attempt(RunOutcome? Outcome, RunFailure? Failure)
    {
        public static readonly Attempt Stopped = new(null, null);

        public static Attempt Failed(RunFailure failure) => new(null, failure);
    }
}
