using Synter.Domain.Approvals.Gate;

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

        var known = Rows.Select(row => row.Approval.Id).ToHashSet();
        return With(fresh.Rows) with { New = countsNew ? fresh.Rows.Count(row => !known.Contains(row.Approval.Id)) : 0 };
    }

    public ApprovalsState With(IReadOnlyList<ApprovalRow> latest)
    {
        var byId = latest.ToDictionary(row => row.Approval.Id);
        return this with { Rows = [.. Rows.Select(row => byId.GetValueOrDefault(row.Approval.Id, row))] };
    }
}
