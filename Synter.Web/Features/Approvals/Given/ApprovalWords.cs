using Synter.Domain.Approvals.Gate;
using Synter.Web.Components.States;

namespace Synter.Web.Features.Approvals.Given;

/// <summary>Approvals in words.</summary>
public static class ApprovalWords
{
    private static readonly TimeSpan s_soon = TimeSpan.FromHours(6);

    public static Status Sign(Approval approval, DateTimeOffset now) => approval.StatusAt(now) switch
    {
        ApprovalStatus.Open => approval.ExpiresAt - now < s_soon ? StatusWords.ExpiresSoon : StatusWords.Active,
        ApprovalStatus.Spent => StatusWords.Ended,
        ApprovalStatus.Void => approval.End == ApprovalEnd.Denied ? StatusWords.Denied : StatusWords.Ended,
        ApprovalStatus.Lapsed => StatusWords.Lapsed,
    };

    /// <summary>The status with its particulars: an approval ends by being used, or in one of several ways before.</summary>
    public static string Status(Approval approval, DateTimeOffset now) => approval switch
    {
        { SpentAt: not null } => "Used",
        { End: ApprovalEnd.Revoked } => "Revoked",
        { End: ApprovalEnd.Undone } => "Undone",
        { End: ApprovalEnd.Edited } => "Void, edited since",
        { End: ApprovalEnd.Withdrawn } => "Void, withdrawn",
        _ => Sign(approval, now).Word,
    };

    /// <summary>Why a list is empty, and what would stand in it.</summary>
    public static string Empty(string? status) => status switch
    {
        "given" => "No approval is open. What is approved and not sent yet stands here, and can be revoked.",
        "used" => "No approval was used yet. The gate uses one when it sends what was approved.",
        "revoked" => "No approval was taken back. One that is revoked, undone or edited away stands here.",
        "lapsed" => "No approval ran out. One that is not used within its time stands here.",
        _ => "Nobody has approved anything yet. Each yes that is given in Review stands here, with what became of it.",
    };
}
