namespace Synter.Domain.Approvals.Gate;

/// <summary>Why the gate says no. Part of the HTTP contract; never renamed.</summary>
public static class DenialCodes
{
    /// <summary>Nothing outside is changed without an approval, and none was shown.</summary>
    public const string ApprovalRequired = "approval_required";

    /// <summary>Made up, or another workspace's.</summary>
    public const string ApprovalUnknown = "approval_unknown";

    public const string ApprovalExpired = "approval_expired";

    public const string ApprovalRevoked = "approval_revoked";

    /// <summary>Used already, for an earlier revision.</summary>
    public const string ApprovalSpent = "approval_spent";

    /// <summary>For another deliverable, or for what this one said before it was edited.</summary>
    public const string ApprovalMismatch = "approval_mismatch";

    public const string TrialExceeded = "trial_exceeded";

    public const string BudgetExceeded = "budget_exceeded";

    public const string RawSecret = "raw_secret";

    /// <summary>The agent type's policy or the effect kind's own rule.</summary>
    public const string PolicyDenied = "policy_denied";

    /// <summary>At the provider it is no longer what the approval saw.</summary>
    public const string StateDrifted = "state_drifted";

    /// <summary>All changes of the workspace are stopped.</summary>
    public const string Stopped = "stopped";
}
