using Synter.Domain.Agents.Runs;
using Synter.Web.Components.Text;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>Runs in words.</summary>
public static class RunWords
{
    // Under this, a rate is a guess.
    private static readonly TimeSpan s_evidence = TimeSpan.FromSeconds(5);

    /// <summary>What the run is for: its goal's template, else its agent.</summary>
    public static string Title(RunRow row) => row.GoalTemplateId is { } template ? Identifiers.Words(template) : row.AgentName;

    /// <summary>The pill's words where the state alone says too little: «Retrying at 09:14».</summary>
    public static string? Status(RunRow row, Manner manner, DateTimeOffset now) =>
        row.Status == RunStatus.Retrying && row.DueAt > now ? $"Retrying at {manner.Clock(row.DueAt)}" : null;

    /// <summary>How far it is; null where it cannot be told, and while it waits: another attempt may begin from nothing.</summary>
    public static int? Percent(RunRow row) =>
        row.Status is RunStatus.Queued or RunStatus.Retrying ? null : row.Progress.Percent(row.Status);

    /// <summary>What it does, waits for, or ended with: one line.</summary>
    public static string Now(RunRow row, Manner manner, DateTimeOffset now) => row switch
    {
        { CancelRequested: true, Status: RunStatus.Running } => "Stopping at the next safe point",
        { Status: RunStatus.Running, Progress.Step: "" } => "Starting",
        { Status: RunStatus.Queued } when row.DueAt > now => $"Due {manner.When(row.DueAt, now)}",
        { Status: RunStatus.Queued } => "Waits for a worker",
        { Status: RunStatus.Succeeded, DryRun: true } => "Dry run: no drafts, nothing sent",
        { Error: { } error } => error.Message,
        _ => row.Progress.Step,
    };

    public static string Origin(RunOrigin origin) => origin switch
    {
        RunOrigin.Schedule => "By schedule",
        RunOrigin.Page => "By hand",
        RunOrigin.Api => "By API",
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };

    /// <summary>«2 min 07 s» of a run that has ended, null before.</summary>
    public static string? Took(RunRow row) => row is { StartedAt: { } start, FinishedAt: { } end } ? Manner.Took(end - start) : null;

    /// <summary>How much longer, by the rate of this attempt so far; null where there is too little to go by.</summary>
    public static TimeSpan? Remaining(RunRow row, DateTimeOffset? attemptStarted, DateTimeOffset now)
    {
        if (row is not { Status: RunStatus.Running, Progress: { Done: > 0, Total: > 0 } progress } || attemptStarted is null)
        {
            return null;
        }

        var elapsed = now - attemptStarted.Value;
        return elapsed < s_evidence || progress.Done >= progress.Total
            ? null
            : elapsed * ((double)(progress.Total - progress.Done) / progress.Done);
    }

    /// <summary>«started 09:10 by its schedule», «queued 09:10 by Asha Rao».</summary>
    public static string Began(RunDetail run, Manner manner, DateTimeOffset now)
    {
        var who = run.Row.Origin switch
        {
            RunOrigin.Schedule => "by its schedule",
            RunOrigin.Page => $"by {run.StartedBy}",
            RunOrigin.Api => $"by {run.StartedBy}, through the API",
            _ => throw new ArgumentOutOfRangeException(nameof(run)),
        };
        return run.Row.StartedAt is { } started
            ? $"started {manner.When(started, now)} {who}"
            : $"queued {manner.When(run.Row.QueuedAt, now)} {who}";
    }
}
