using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Web.Components.Lists;
using Synter.Web.Features.Views;

namespace Synter.Web.Features.Approvals.Inbox;

/// <summary>One deliverable, opened.</summary>
/// <param name="Kept">What the person typed into the decision that was just refused.</param>
public sealed record OpenDeliverable(
    DeliverableView View, Neighbours Around, IReadOnlyList<RevisionView> Revisions, IReadOnlyList<DecisionView> Decisions, KeptForm? Kept = null);

/// <summary>
/// The queue and what is open in it. Nothing moves under the cursor: a decided row stays where it was, marked, until the person
/// leaves, and what came since waits behind «2 new».
/// </summary>
/// <param name="Me">Who looks at it.</param>
/// <param name="Open">Null while nothing is opened, and for an id this workspace does not have.</param>
/// <param name="Asked">What the address named when this was read.</param>
/// <param name="New">Proposals that belong on this page and are not shown yet.</param>
public sealed record ReviewState(
    UserId Me,
    IReadOnlyList<DeliverableRow> Rows,
    string? NextCursor,
    IReadOnlyDictionary<DeliverableState, int> Counts,
    OpenDeliverable? Open,
    string? Asked,
    IReadOnlyList<CountedView> Saved,
    int New = 0)
{
    public ReviewState Merge(ReviewState fresh, bool countsNew)
    {
        if (Rows.Count == 0)
        {
            return fresh;
        }

        // The open one may have left the filter, and is read all the same.
        var latest = fresh.Open is { View.Row: var open } ? fresh.Rows.Prepend(open).DistinctBy(row => row.Id) : fresh.Rows;
        return fresh with
        {
            Rows = Rows.Taking(latest, row => row.Id),
            NextCursor = NextCursor,
            New = countsNew ? Rows.Missing(fresh.Rows, row => row.Id) : 0,
        };
    }

    public ReviewState With(DeliverableRow changed) => this with
    {
        Rows = Rows.Taking([changed], row => row.Id),
        Open = Open?.View.Row.Id == changed.Id ? Open with { View = Open.View with { Row = changed } } : Open,
    };
}
