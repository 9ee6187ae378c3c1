using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;
using Synter.Web.Components.Lists;
using Synter.Web.Live;

namespace Synter.Web.Features.DataGen;

/// <summary>
/// The list of datasets. Rows stay where they are and follow what happens to them; what was begun since waits behind «2 new».
/// </summary>
/// <param name="New">What belongs at the top of this page and is not shown yet.</param>
public sealed record DatasetsState(IReadOnlyList<DatasetRow> Rows, string? NextCursor, int New = 0) : ILiveList
{
    public bool Holds(RunId run) => Rows.Any(row => row.Run == run);

    public DatasetsState Apply(IReadOnlyList<RunPulse> pulses)
    {
        var newest = pulses.ToDictionary(pulse => pulse.Run);
        return this with { Rows = [.. Rows.Select(row => newest.TryGetValue(row.Run, out var pulse) ? row.Apply(pulse) : row)] };
    }

    /// <param name="countsNew">False on later pages: what is new is not on them.</param>
    public DatasetsState Merge(DatasetsState fresh, bool countsNew)
    {
        if (Rows.Count == 0)
        {
            return fresh;
        }

        return this with
        {
            Rows = Rows.Taking(fresh.Rows, row => row.Id),
            New = countsNew ? Rows.Missing(fresh.Rows.TakeWhile(row => row.CreatedAt >= Rows[0].CreatedAt), row => row.Id) : 0,
        };
    }
}

public static class DatasetPulses
{
    /// <summary>The row as its run's pulse tells it, until it is read again: a bar need not wait for the database.</summary>
    public static DatasetRow Apply(this DatasetRow row, RunPulse pulse) => row.FinishedAt is not null ? row : row with
    {
        RunStatus = pulse.Status,
        Status = DatasetStates.Of(pulse.Status, row.StartedAt is not null || pulse.Progress.Done > 0),
        Completed = Math.Clamp((int)pulse.Progress.Done, row.Completed, row.Count),
    };
}
