using Synter.Domain.Agents.Runs;
using Synter.Domain.DataGen;

namespace Synter.Web.Features.DataGen;

/// <summary>One dataset, a page of its records, and what went wrong with it.</summary>
/// <param name="Failures">The first few, each with what the model answered.</param>
/// <param name="Columns">Null while they are not looked at.</param>
public sealed record DatasetState(DatasetDetail Detail, RecordList Records, IReadOnlyList<RecordDetail> Failures, ColumnReport? Columns)
{
    public DatasetRow Row => Detail.Row;

    public DatasetState Apply(RunPulse pulse) => this with { Detail = Detail with { Row = Row.Apply(pulse) } };

    public DatasetState Merge(DatasetState fresh) => fresh with { Records = Records.Merge(fresh.Records), Columns = fresh.Columns ?? Columns };
}

/// <summary>A place of the dataset.</summary>
/// <param name="Row">Null while it is neither made nor failed.</param>
public sealed record RecordSlot(int Index, RecordRow? Row);

/// <summary>
/// A page of records. Seen in order and unfiltered it has every place from the start, made or not, so that nothing moves while
/// records arrive. Filtered, what is shown stays until the person leaves, and more follows below; newest first it waits behind «12 new».
/// </summary>
/// <param name="New">What belongs above the first row and is not shown yet.</param>
public sealed record RecordList(RecordFilter Filter, IReadOnlyList<RecordSlot> Slots, string? NextCursor, int New = 0)
{
    public const int PageSize = 50;

    /// <summary>Whether it shows places instead of records.</summary>
    public static bool IsByPlace(RecordFilter filter) => filter is { Kind: RecordKind.All, FromTheEnd: false };

    public RecordList Merge(RecordList fresh)
    {
        if (IsByPlace(Filter) || Slots.Count == 0)
        {
            return fresh;
        }

        var latest = fresh.Slots.ToDictionary(slot => slot.Index);
        var kept = Slots.Select(slot => latest.GetValueOrDefault(slot.Index, slot)).ToList();
        if (Filter.FromTheEnd)
        {
            return this with { Slots = kept, New = fresh.Slots.TakeWhile(slot => slot.Index > kept[0].Index).Count() };
        }

        // Records arrive nearly in order: what comes late to an earlier place is shown in it all the same.
        var known = kept.Select(slot => slot.Index).ToHashSet();
        var all = kept.Concat(fresh.Slots.Where(slot => !known.Contains(slot.Index))).OrderBy(slot => slot.Index).ToList();
        return all.Count <= PageSize
            ? this with { Slots = all, NextCursor = fresh.NextCursor }
            : this with { Slots = kept, NextCursor = $"{kept[^1].Index}" };
    }

    /// <summary>What a person said of all that nobody had judged.</summary>
    public RecordList JudgeRest(Verdict verdict) =>
        Judge(Slots.Where(slot => slot.Row is { Verdict: null }).Select(slot => slot.Index).ToHashSet(), verdict);

    /// <summary>What a person said of these, before it is read again.</summary>
    public RecordList Judge(IReadOnlySet<int> indexes, Verdict? verdict) => this with
    {
        Slots = [.. Slots.Select(slot => slot.Row is { Error: null } row && indexes.Contains(slot.Index) ? slot with { Row = row with { Verdict = verdict } } : slot)],
    };
}
