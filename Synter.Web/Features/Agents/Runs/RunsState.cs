using Synter.Domain.Agents.Runs;
using Synter.Web.Components.Lists;
using Synter.Web.Live;

namespace Synter.Web.Features.Agents.Runs;

/// <summary>
/// The list of runs and those at work. Nothing moves under the cursor: a row changes where it stands, a run that ended stays until
/// the person leaves, and what began since waits behind «2 new».
/// </summary>
/// <param name="Active">At work or waiting for another attempt, in the order they were seen.</param>
/// <param name="New">Runs that belong at the top of this page and are not shown yet.</param>
public sealed record RunsState(IReadOnlyList<RunRow> Rows, string? NextCursor, RunCounts Counts, IReadOnlyList<RunRow> Active, int New = 0) : ILiveList
{
    /// <summary>For lists that show none.</summary>
    public static readonly RunCounts NoCounts = new(new Dictionary<RunStatus, long>(), 0, null);

    /// <summary>Whether counts and lists are to be read again: a run is new here, or is in another state than shown.</summary>
    public bool IsNews(RunPulse pulse) => Find(pulse.Run) is not { } row || (pulse.Version > row.Version && pulse.Status != row.Status);

    public RunsState Apply(IReadOnlyList<RunPulse> pulses, DateTimeOffset now)
    {
        var newest = pulses.ToDictionary(pulse => pulse.Run);
        RunRow Move(RunRow row) => newest.TryGetValue(row.Id, out var pulse) ? row.Apply(pulse, now) : row;
        return this with { Rows = [.. Rows.Select(Move)], Active = [.. Active.Select(Move)] };
    }

    /// <param name="countsNew">False on later pages: what is new is not on them.</param>
    public RunsState Merge(RunsState fresh, bool countsNew)
    {
        var latest = fresh.Rows.Concat(fresh.Active).DistinctBy(row => row.Id).ToDictionary(row => row.Id);
        RunRow Newest(RunRow row) => latest.TryGetValue(row.Id, out var read) ? row.ReadAgain(read) : row;

        return this with
        {
            // An empty list has no row to move.
            Rows = Rows.Count == 0 ? fresh.Rows : [.. Rows.Select(Newest)],
            NextCursor = Rows.Count == 0 ? fresh.NextCursor : NextCursor,
            Counts = fresh.Counts,
            Active = [.. Active.Select(Newest), .. fresh.Active.ExceptBy(Active.Select(row => row.Id), row => row.Id)],
            New = Rows.Count == 0 || !countsNew ? 0 : Rows.Missing(fresh.Rows.TakeWhile(row => row.QueuedAt >= Rows[0].QueuedAt), row => row.Id),
        };
    }

    private RunRow? Find(RunId run) => Rows.Concat(Active).FirstOrDefault(row => row.Id == run);
}

public static class RunRows
{
    /// <summary>
    /// The row as a pulse tells it, unless it is older; times it does not carry are taken from now, until the row is read again. A pulse
    /// of the same version is newer: progress is told before it is written, and only writing makes another version.
    /// </summary>
    public static RunRow Apply(this RunRow row, RunPulse pulse, DateTimeOffset now) => pulse.Version < row.Version ? row : row with
    {
        Status = pulse.Status,
        Attempt = pulse.Attempt,
        Progress = pulse.Progress,
        Version = pulse.Version,
        StartedAt = row.StartedAt ?? (pulse.Status == RunStatus.Queued ? null : now),
        FinishedAt = pulse.Status.IsEnded() ? row.FinishedAt ?? now : null,
    };

    /// <summary>The row as it was read now, unless a pulse brought something newer; for the same reason progress may be.</summary>
    public static RunRow ReadAgain(this RunRow row, RunRow read) => read.Version.CompareTo(row.Version) switch
    {
        < 0 => row,
        0 => read with { Progress = row.Progress },
        > 0 => read,
    };
}
