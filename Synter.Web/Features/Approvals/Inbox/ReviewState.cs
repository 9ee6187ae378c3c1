using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
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

        var latest = fresh.Rows.ToDictionary(row => row.Id);
        if (fresh.Open is { View.Row: var open })
        {
            latest[open.Id] = open;
        }

        var known = Rows.Select(row => row.Id).ToHashSet();
        return fresh with
        {
            Rows = [.. Rows.Select(row => latest.GetValueOrDefault(row.Id, row))],
            NextCursor = NextCursor,
            New = countsNew ? fresh.Rows.Count(row => !known.Contains(row.Id)) : 0,
        };
    }

    public ReviewState With(DeliverableRow changed) => this with
    {
        Rows = [.. Rows.Select(row => row.Id == changed.Id ? changed : row)],
        Open = Open?.View.Row.Id == changed.Id ? Open with { View = Open.View with { Row = changed } } : Open,
    };
}
