using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>What can be wrong with a decision.</summary>
public static class ReviewErrors
{
    public static readonly Refusal StaleRevision = new(
        RefusalKind.Conflict, "stale_revision", "It changed while you read. See what changed, then decide again.");

    public static readonly Refusal ChangesNothingOutside = new(
        RefusalKind.Invalid, "wrong_decision", "This changes nothing outside Synter, so there is nothing to approve. Acknowledge it.");

    public static readonly Refusal ChangesSomethingOutside = new(
        RefusalKind.Invalid, "wrong_decision", "This changes something outside Synter. Approve or reject it.");

    public static readonly Refusal FourEyes = new(
        RefusalKind.Denied, "four_eyes", "You wrote this revision, and this workspace asks for a second person. Let someone else approve it.");

    public static readonly Refusal Unreadable = Refusals.WrongState("This was written by another version of Synter and can only be looked at.");

    public static readonly Refusal NoteMissing = Refusals.Invalid(new FieldError("/note", "Say why. The agent reads this before its next run."));

    public static readonly Refusal CommentMissing = Refusals.Invalid(new FieldError("/note", "Write what you want to say."));

    public static readonly Refusal TooRiskyTogether = new(
        RefusalKind.Invalid, "wrong_decision", "This cannot be undone. Open it and approve it by itself.");

    public static readonly Refusal ApprovalUsed = Refusals.WrongState("This approval was used already. What it allowed is being sent, or was.");

    public static readonly Refusal TooLateToUndo = Refusals.WrongState("Too late to undo: it is being sent, or was.");

    public static Refusal AlreadyDecided(DeliverableState state) => new(RefusalKind.Conflict, "already_decided", $"Somebody decided already: {Words(state)}.");

    public static Refusal CannotBeEdited(DeliverableState state) => Refusals.WrongState($"It cannot be edited any more: {Words(state)}.");

    public static Refusal CannotBeWithdrawn(DeliverableState state) => Refusals.WrongState($"It cannot be withdrawn any more: {Words(state)}.");

    public static Refusal NotForReview(DeliverableState state) => Refusals.WrongState($"There is nothing to decide: {Words(state)}.");

    /// <summary>What follows the colon, for people.</summary>
    internal static string Words(DeliverableState state) => state switch
    {
        DeliverableState.Draft => "it is still being written",
        DeliverableState.PendingReview => "it waits for review",
        DeliverableState.Approved => "it is approved",
        DeliverableState.Rejected => "it was rejected",
        DeliverableState.Acknowledged => "it was acknowledged",
        DeliverableState.Scheduled => "it is approved and waits for its time",
        DeliverableState.Executing => "it is being sent",
        DeliverableState.Executed => "it was sent",
        DeliverableState.PartlyExecuted => "a part of it was sent",
        DeliverableState.Failed => "it was sent and failed",
        DeliverableState.Unknown => "it was sent, and nobody can tell what came of it",
        DeliverableState.Superseded => "a newer one took its place",
        DeliverableState.Withdrawn => "it was withdrawn",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
