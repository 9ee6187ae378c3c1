using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>The rules of deciding. Pure: what stands and what is asked in, what changes or why not out.</summary>
public sealed class Review(EffectKinds kinds, ApprovalTerm term, TimeProvider clock)
{
    public Result<ReviewChange?> Decide(ReviewSubject subject, DecisionRequest request, Actor actor)
    {
        if (request.Revision != subject.Revision || request.ContentHash != subject.ContentHash.Text)
        {
            return ReviewErrors.StaleRevision;
        }

        return request.Decision switch
        {
            Decision.Approve => Approve(subject, actor),
            Decision.Reject => Reject(subject),
            Decision.Acknowledge => Acknowledge(subject),
            Decision.Edit => Edit(subject, request.Edit),
            Decision.Withdraw => Withdraw(subject),
            Decision.Comment => Comment(subject, request.Note),
            Decision.Undo or Decision.Revoke => throw new ArgumentException("An approval is taken back by its id.", nameof(request)),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
    }

    /// <summary>Takes an approval back that was not used yet. One that ended before stays as it is.</summary>
    public static Result<ReviewChange?> TakeBack(ReviewSubject subject, ApprovalId id, Decision decision)
    {
        var approval = subject.Approvals.Single(a => a.Id == id);
        if (approval.SpentAt is not null)
        {
            return decision == Decision.Undo ? ReviewErrors.TooLateToUndo : ReviewErrors.ApprovalUsed;
        }

        return approval.IsOpen
            ? Changed(new(decision, DeliverableState.PendingReview, Ends: decision == Decision.Undo ? ApprovalEnd.Undone : ApprovalEnd.Revoked))
            : Nothing;
    }

    /// <summary>Why there is nothing to decide; null for what waits.</summary>
    public static Refusal? NotWaiting(DeliverableState state) => state switch
    {
        DeliverableState.PendingReview => null,
        DeliverableState.Draft or DeliverableState.Superseded or DeliverableState.Withdrawn => ReviewErrors.NotForReview(state),
        _ => ReviewErrors.AlreadyDecided(state),
    };

    private Result<ReviewChange?> Approve(ReviewSubject subject, Actor actor)
    {
        if (NotWaiting(subject.State) is { } refusal)
        {
            return refusal;
        }

        if (subject.Content is not { } content)
        {
            return ReviewErrors.Unreadable;
        }

        if (content.Effects.Count == 0)
        {
            return ReviewErrors.ChangesNothingOutside;
        }

        if (subject.FourEyes && subject.Author == actor.User)
        {
            return ReviewErrors.FourEyes;
        }

        var now = clock.Now();
        var approval = new Approval(
            StrongId.New<ApprovalId>(clock), subject.Id, subject.Revision, subject.ContentHash, ApprovalSource.Person,
            actor.User, actor.Name, now, term.ExpiresAt(now, content.SendAt));
        // By API approving is one act and executing another; in the pages one follows the other unless it is undone.
        DateTimeOffset? executeAt = actor.Via == Via.Page ? now + subject.UndoWindow : null;
        return Changed(new(Decision.Approve, DeliverableState.Approved, Approval: approval, ExecuteAt: executeAt));
    }

    private static Result<ReviewChange?> Reject(ReviewSubject subject) =>
        NotWaiting(subject.State) is { } refusal ? refusal : Changed(new(Decision.Reject, DeliverableState.Rejected));

    private static Result<ReviewChange?> Acknowledge(ReviewSubject subject)
    {
        if (NotWaiting(subject.State) is { } refusal)
        {
            return refusal;
        }

        return subject.Effects.Count > 0
            ? ReviewErrors.ChangesSomethingOutside
            : Changed(new(Decision.Acknowledge, DeliverableState.Acknowledged));
    }

    private Result<ReviewChange?> Edit(ReviewSubject subject, ContentEdit? edit)
    {
        if (subject.State is not (DeliverableState.PendingReview or DeliverableState.Approved or DeliverableState.Scheduled))
        {
            return subject.State is DeliverableState.Rejected or DeliverableState.Acknowledged
                ? ReviewErrors.AlreadyDecided(subject.State)
                : ReviewErrors.CannotBeEdited(subject.State);
        }

        if (subject.Content is not { } content)
        {
            return ReviewErrors.Unreadable;
        }

        if (edit is null)
        {
            return Refusals.Invalid(new FieldError("/edit", "Say what to change."));
        }

        return new ContentEditor(kinds, clock).Apply(content, subject.Effects, edit)
            .Then<ReviewChange?>(edited => new ReviewChange(Decision.Edit, DeliverableState.PendingReview, Content: edited, Ends: ApprovalEnd.Edited));
    }

    private static Result<ReviewChange?> Withdraw(ReviewSubject subject) => subject.State switch
    {
        DeliverableState.PendingReview or DeliverableState.Approved or DeliverableState.Scheduled =>
            Changed(new(Decision.Withdraw, DeliverableState.Withdrawn, Ends: ApprovalEnd.Withdrawn)),
        _ => ReviewErrors.CannotBeWithdrawn(subject.State),
    };

    private static Result<ReviewChange?> Comment(ReviewSubject subject, string? note) => string.IsNullOrWhiteSpace(note)
        ? ReviewErrors.CommentMissing
        : Changed(new(Decision.Comment, subject.State));

    private static Result<ReviewChange?> Changed(ReviewChange change) => change;

    private static Result<ReviewChange?> Nothing => (ReviewChange?)null;
}
