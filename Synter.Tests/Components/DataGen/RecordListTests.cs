using System.Globalization;
using Synter.Domain.DataGen;
using Synter.Web.Features.DataGen;

namespace Synter.Tests.Components.DataGen;

/// <summary>Nothing moves under the cursor while records arrive.</summary>
public sealed class RecordListTests
{
    [Fact]
    public void Merge_InOrder_FillsPlacesWhereTheyStand()
    {
        var shown = new RecordList(new RecordFilter(), [Made(0), new RecordSlot(1, null), new RecordSlot(2, null)], null);

        var merged = shown.Merge(shown with { Slots = [Made(0), new RecordSlot(1, null), Made(2)] });

        Assert.Equal([0, 1, 2], merged.Slots.Select(s => s.Index));
        Assert.NotNull(merged.Slots[2].Row);
    }

    [Fact]
    public void Merge_NewestFirst_KeepsRowsAndCountsWhatIsNew()
    {
        var shown = new RecordList(new RecordFilter(FromTheEnd: true), [Made(5), Made(4)], null);

        var merged = shown.Merge(shown with { Slots = [Made(7), Made(6), Made(5), Made(4)] });

        Assert.Equal([5, 4], merged.Slots.Select(s => s.Index));
        Assert.Equal(2, merged.New);
    }

    [Fact]
    public void Merge_Filtered_KeepsARowThatLeftTheFilter_AndAddsBelow()
    {
        var shown = new RecordList(new RecordFilter(RecordKind.Unjudged), [Made(0), Made(1)], null).Judge(new HashSet<int> { 0 }, Verdict.Accepted);

        var merged = shown.Merge(shown with { Slots = [Made(1), Made(2)] });

        Assert.Equal([0, 1, 2], merged.Slots.Select(s => s.Index));
        Assert.Equal(Verdict.Accepted, merged.Slots[0].Row!.Verdict);
    }

    [Fact]
    public void Merge_FilteredAndFull_LeavesTheRestToTheNextPage()
    {
        var full = Enumerable.Range(0, RecordList.PageSize).Select(Made).ToList();
        var shown = new RecordList(new RecordFilter(RecordKind.Good), full, null);

        var merged = shown.Merge(shown with { Slots = [.. full.Skip(1), Made(RecordList.PageSize)] });

        Assert.Equal(RecordList.PageSize, merged.Slots.Count);
        Assert.Equal((RecordList.PageSize - 1).ToString(CultureInfo.InvariantCulture), merged.NextCursor);
    }

    private static RecordSlot Made(int index) =>
        new(index, new RecordRow(index, "{}", null, null, 1, TimeSpan.FromMilliseconds(5), 40, 10, DateTimeOffset.UnixEpoch));
}
