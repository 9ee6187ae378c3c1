namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>
/// Is there a valid yes to exactly this content? Pure. Judged once, when the approval is spent; a send rests on the grant that
/// spending made.
/// </summary>
public sealed class ApprovalHook : IGateHook
{
    public GateStep Step => GateStep.Approval;

    public Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(request.Moment == GateMoment.Send ? Verdict.Allow : Judge(request));

    public static Verdict Judge(GateRequest request) => request.Approval switch
    {
        { Given: false } => Verdict.Deny(DenialCodes.ApprovalRequired, "This changes something outside Synter, so a person must approve it first."),
        { Found: null } => Verdict.Deny(DenialCodes.ApprovalUnknown, "There is no such approval in this workspace."),
        { Found: { } approval } => Judge(approval, request),
    };

    private static Verdict Judge(Approval approval, GateRequest request)
    {
        if (approval.Deliverable != request.Deliverable)
        {
            return Verdict.Deny(DenialCodes.ApprovalMismatch, "This approval is for another deliverable.");
        }

        if (approval.End is ApprovalEnd.Revoked or ApprovalEnd.Undone or ApprovalEnd.Denied or ApprovalEnd.Withdrawn)
        {
            return Verdict.Deny(DenialCodes.ApprovalRevoked, "This approval was taken back. It must be approved again.");
        }

        var isForThisContent = approval.Revision == request.Revision && approval.ContentHash == request.ContentHash;
        if (approval.SpentAt is not null)
        {
            // Spent on this very content it still covers a retry of what failed.
            return isForThisContent
                ? Verdict.Allow
                : Verdict.Deny(DenialCodes.ApprovalSpent, "This approval was used already, for an earlier revision. It must be approved again.");
        }

        if (!isForThisContent)
        {
            return Verdict.Deny(DenialCodes.ApprovalMismatch, "It was edited after it was approved. It must be approved again.");
        }

        return approval.ExpiresAt <= request.Now
            ? Verdict.Deny(DenialCodes.ApprovalExpired, "This approval has lapsed. It must be approved again.")
            : Verdict.Allow;
    }
}
