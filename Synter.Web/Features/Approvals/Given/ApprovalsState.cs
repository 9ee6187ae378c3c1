using Synter.Domain.Approvals.Gate;
using Synter.Web.Components.Lists;

namespace Synter.Web.Features.Approvals.Given;

/// <summary>Nothing moves under the cursor: a row that left the filter stays and says what became of it; new ones are counted.</summary>
/// <param name="New">Given since, above those shown.</param>
public sealed record ApprovalsState(IReadOnlyList<ApprovalRow> Rows, string? NextCursor, int New = 0)
{
    public ApprovalsState Merge(ApprovalsState fresh, bool countsNew)
    {
        if (Rows.Count == 0)
        {
            return fresh;
        }

        return With(fresh.Rows) with { New = countsNew ? Rows.Missing(fresh.Rows, row => row.Approval.Id) : 0 };
    }

    public ApprovalsState With(IReadOnlyList<ApprovalRow> latest) => this with { Rows = Rows.Taking(latest, row => row.Approval.Id) };
}
