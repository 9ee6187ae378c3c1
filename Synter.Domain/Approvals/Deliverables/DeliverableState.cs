namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Where a deliverable is, and who is waiting for whom.</summary>
public enum DeliverableState
{
    /// <summary>Being written by a run.</summary>
    Draft,

    /// <summary>Waits for a person.</summary>
    PendingReview,

    /// <summary>A person said yes to its exact content; waits for execution.</summary>
    Approved,

    /// <summary>A person said no.</summary>
    Rejected,

    /// <summary>Read by a person; it changes nothing outside.</summary>
    Acknowledged,

    /// <summary>Approved, waits for its time.</summary>
    Scheduled,

    /// <summary>Redeemed: its effects are being sent.</summary>
    Executing,

    /// <summary>Every effect happened.</summary>
    Executed,

    /// <summary>Some effects happened, some failed. Waits for a person to retry or leave it.</summary>
    PartlyExecuted,

    /// <summary>No effect happened.</summary>
    Failed,

    /// <summary>Sent, and nobody can tell what came of it. Waits for a person to look.</summary>
    Unknown,

    /// <summary>A later run proposed the same change anew, before anybody decided on this one.</summary>
    Superseded,

    /// <summary>A person took it off the list undecided.</summary>
    Withdrawn,
}

public static class DeliverableStates
{
    /// <summary>The whole life of a deliverable; what is not listed is refused (KERNEL 4).</summary>
    public static bool Allows(this DeliverableState from, DeliverableState to) => (from, to) switch
    {
        (DeliverableState.Draft, DeliverableState.PendingReview) => true,
        (DeliverableState.PendingReview, DeliverableState.Approved or DeliverableState.Rejected or DeliverableState.Acknowledged) => true,
        (DeliverableState.Approved, DeliverableState.Scheduled) => true,
        // Edit, revoke, undo, expiry and late denial: a new decision is needed.
        (DeliverableState.Approved or DeliverableState.Scheduled, DeliverableState.PendingReview or DeliverableState.Executing) => true,
        // Every effect was denied before anything was sent.
        (DeliverableState.Executing, DeliverableState.PendingReview) => true,
        (DeliverableState.Executing, DeliverableState.Executed or DeliverableState.PartlyExecuted or DeliverableState.Failed or DeliverableState.Unknown) => true,
        (DeliverableState.Failed or DeliverableState.PartlyExecuted, DeliverableState.Executing) => true,
        // A person looked at the provider.
        (DeliverableState.Unknown, DeliverableState.Executed or DeliverableState.PartlyExecuted or DeliverableState.Failed) => true,
        (DeliverableState.Draft or DeliverableState.PendingReview or DeliverableState.Approved or DeliverableState.Scheduled,
            DeliverableState.Superseded or DeliverableState.Withdrawn) => true,
        _ => false,
    };
}
