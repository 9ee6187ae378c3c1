using Synter.Domain.Agents.Runs;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>One run, the newest part of its log, and the same job's runs before it.</summary>
/// <param name="Log">In order, without gaps, up to the newest line read.</param>
public sealed record RunState(RunDetail Detail, IReadOnlyList<RunLogLine> Log, EarlierRuns Earlier)
{
    /// <summary>As many lines as are worth a circuit's memory; the download has all.</summary>
    public const int MostLines = 5_000;

    public RunRow Row => Detail.Row;

    public long LastLine => Log.Count == 0 ? 0 : Log[^1].Seq;

    public long FirstLine => Log.Count == 0 ? 0 : Log[0].Seq;

    public RunState Apply(RunPulse pulse, DateTimeOffset now) => this with
    {
        Detail = Detail with
        {
            Row = Row.Apply(pulse, now),
            LogSeq = Math.Max(Detail.LogSeq, pulse.LogSeq),
            AttemptStartedAt = pulse.Attempt > Row.Attempt || Detail.AttemptStartedAt is null && pulse.Status == RunStatus.Running
                ? now
                : Detail.AttemptStartedAt,
        },
    };

    /// <summary>Whether nothing but its progress is another: then only a few words and a bar are.</summary>
    public bool IsOnlyFurtherThan(RunState before) =>
        this with { Detail = Detail with { Row = Row with { Progress = before.Row.Progress, Version = before.Row.Version } } } == before;

    /// <summary>Lines that follow those shown; the oldest go when there are too many.</summary>
    public RunState Append(IReadOnlyList<RunLogLine> lines)
    {
        var last = LastLine;
        var all = Log.Concat(lines.Where(line => line.Seq > last)).ToList();
        return this with { Log = all.Count > MostLines ? all[^MostLines..] : all };
    }

    /// <summary>Lines from before those shown.</summary>
    public RunState Prepend(IReadOnlyList<RunLogLine> lines)
    {
        var first = FirstLine;
        return this with { Log = [.. lines.Where(line => line.Seq < first), .. Log] };
    }

    /// <summary>What was read again, with the lines that are shown already.</summary>
    public RunState Merge(RunState fresh) => fresh.Detail.Row.Version < Row.Version
        ? this
        : (fresh with { Detail = fresh.Detail with { Row = Row.ReadAgain(fresh.Row) }, Log = Log }).Append(fresh.Log);
}
