using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Deliverables;

public sealed class ReviewTests
{
    private static readonly EffectId Effect = EffectId.From(Guid.CreateVersion7());

    private static readonly DeliverableContent Content = Drafts.Content(Drafts.Post());

    private readonly ManualClock _clock = new();

    private readonly Actor _analyst = new(UserId.From(Guid.CreateVersion7()), Content.Workspace, Role.Analyst, Via.Api, "Asha");

    private Review Review => new(new EffectKinds([]), ApprovalTerm.Default, _clock);

    [Fact]
    public void Approve_ByApi_GivesAnApprovalOfThisContentAndExecutesNothing()
    {
        var change = Decide(Subject(), Decision.Approve).Value!;

        Assert.Equal(DeliverableState.Approved, change.State);
        Assert.Equal((Content.Deliverable, 1, Subject().ContentHash), (change.Approval!.Deliverable, change.Approval.Revision, change.Approval.ContentHash));
        Assert.Equal(_clock.GetUtcNow().AddHours(72), change.Approval.ExpiresAt);
        Assert.Null(change.ExecuteAt);
    }

    [Fact]
    public void Approve_InThePages_ExecutesAfterTheUndoWindow()
    {
        var change = Decide(Subject(), Decision.Approve, _analyst with { Via = Via.Page }).Value!;

        Assert.Equal(_clock.GetUtcNow().AddSeconds(10), change.ExecuteAt);
    }

    [Theory]
    [InlineData(DeliverableState.PendingReview, null)]
    [InlineData(DeliverableState.Approved, null)]
    [InlineData(DeliverableState.Scheduled, null)]
    [InlineData(DeliverableState.Rejected, "wrong_state")]
    [InlineData(DeliverableState.Executing, "wrong_state")]
    [InlineData(DeliverableState.Executed, "wrong_state")]
    [InlineData(DeliverableState.Superseded, "wrong_state")]
    [InlineData(DeliverableState.Withdrawn, "wrong_state")]
    public void Withdraw_BeforeAnythingIsSent_TakesItOffTheListAndVoidsItsApproval(DeliverableState state, string? refused)
    {
        var result = Decide(Subject() with { State = state }, Decision.Withdraw);

        Assert.Equal(refused, result.Refusal?.Code);
        Assert.True(refused is not null || result.Value is { State: DeliverableState.Withdrawn, Ends: ApprovalEnd.Withdrawn });
    }

    [Theory]
    [InlineData(DeliverableState.PendingReview)]
    [InlineData(DeliverableState.Executed)]
    [InlineData(DeliverableState.Rejected)]
    public void Comment_WithWords_ChangesNoState(DeliverableState state)
    {
        var request = new DecisionRequest(default, Content.Deliverable, Decision.Comment, 1, Subject().ContentHash.Text, "Lovely.");
        var change = Review.Decide(Subject() with { State = state }, request, _analyst).Value!;

        Assert.Equal((state, null, null, null), (change.State, change.Approval, change.Ends, change.Content));
        Assert.Equal("/note", Review.Decide(Subject(), request with { Note = " " }, _analyst).Refusal!.Errors.Single().Pointer);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(1, "sha256:0000")]
    public void Decide_OnAnotherRevisionOrHash_IsStale(int revision, string? hash)
    {
        foreach (var decision in new[] { Decision.Approve, Decision.Reject, Decision.Edit, Decision.Acknowledge })
        {
            var request = new DecisionRequest(default, Content.Deliverable, decision, revision, hash ?? Subject().ContentHash.Text, Edit: Edit("x"));

            Assert.Equal("stale_revision", Review.Decide(Subject(), request, _analyst).Refusal?.Code);
        }
    }

    [Theory]
    [InlineData(DeliverableState.Draft, "wrong_state")]
    [InlineData(DeliverableState.PendingReview, null)]
    [InlineData(DeliverableState.Approved, "already_decided")]
    [InlineData(DeliverableState.Rejected, "already_decided")]
    [InlineData(DeliverableState.Acknowledged, "already_decided")]
    [InlineData(DeliverableState.Scheduled, "already_decided")]
    [InlineData(DeliverableState.Executing, "already_decided")]
    [InlineData(DeliverableState.Executed, "already_decided")]
    [InlineData(DeliverableState.PartlyExecuted, "already_decided")]
    [InlineData(DeliverableState.Failed, "already_decided")]
    [InlineData(DeliverableState.Unknown, "already_decided")]
    [InlineData(DeliverableState.Superseded, "wrong_state")]
    [InlineData(DeliverableState.Withdrawn, "wrong_state")]
    public void ApproveAndReject_InEachState(DeliverableState state, string? code)
    {
        var subject = Subject() with { State = state };

        Assert.Equal(code, Decide(subject, Decision.Approve).Refusal?.Code);
        Assert.Equal(code, Decide(subject, Decision.Reject).Refusal?.Code);
    }

    [Theory]
    [InlineData(DeliverableState.Draft, "wrong_state")]
    [InlineData(DeliverableState.PendingReview, null)]
    [InlineData(DeliverableState.Approved, null)]
    [InlineData(DeliverableState.Rejected, "already_decided")]
    [InlineData(DeliverableState.Acknowledged, "already_decided")]
    [InlineData(DeliverableState.Scheduled, null)]
    [InlineData(DeliverableState.Executing, "wrong_state")]
    [InlineData(DeliverableState.Executed, "wrong_state")]
    [InlineData(DeliverableState.PartlyExecuted, "wrong_state")]
    [InlineData(DeliverableState.Failed, "wrong_state")]
    [InlineData(DeliverableState.Unknown, "wrong_state")]
    [InlineData(DeliverableState.Superseded, "wrong_state")]
    [InlineData(DeliverableState.Withdrawn, "wrong_state")]
    public void Edit_InEachState(DeliverableState state, string? code) =>
        Assert.Equal(code, Decide(Subject() with { State = state }, Decision.Edit, edit: Edit("Floss twice.")).Refusal?.Code);

    [Fact]
    public void Decide_WhateverItAnswers_MovesOnlyAsTheStatesAllow()
    {
        foreach (var state in Enum.GetValues<DeliverableState>())
        {
            foreach (var decision in new[] { Decision.Approve, Decision.Reject, Decision.Edit, Decision.Acknowledge })
            {
                var decided = Decide(Subject() with { State = state }, decision, edit: Edit("Floss twice."));

                Assert.True(!decided.IsOk || decided.Value!.State == state || state.Allows(decided.Value.State), $"{decision} on {state}");
            }
        }
    }

    [Fact]
    public void Edit_OfAnApproved_GoesBackToReviewAndVoidsTheApproval()
    {
        var change = Decide(Subject() with { State = DeliverableState.Approved }, Decision.Edit, edit: Edit("Floss twice.")).Value!;

        Assert.Equal(DeliverableState.PendingReview, change.State);
        Assert.Equal(ApprovalEnd.Edited, change.Ends);
        Assert.Equal("Floss twice.", change.Content!.Effects[0].After["text"]!.GetValue<string>());
    }

    [Fact]
    public void Approve_WhatChangesNothingOutside_IsTheWrongDecision() =>
        Assert.Equal("wrong_decision", Decide(Subject(Drafts.Content()), Decision.Approve).Refusal?.Code);

    [Fact]
    public void Acknowledge_WhatChangesSomethingOutside_IsTheWrongDecision() =>
        Assert.Equal("wrong_decision", Decide(Subject(), Decision.Acknowledge).Refusal?.Code);

    [Fact]
    public void Acknowledge_AReport_EndsIt() =>
        Assert.Equal(DeliverableState.Acknowledged, Decide(Subject(Drafts.Content()), Decision.Acknowledge).Value!.State);

    [Theory]
    [InlineData(Via.Api)]
    [InlineData(Via.Page)]
    public void Approve_OnesOwnRevisionUnderFourEyes_IsRefusedOnEveryPath(Via via)
    {
        var subject = Subject() with { FourEyes = true, Author = _analyst.User };

        Assert.Equal("four_eyes", Decide(subject, Decision.Approve, _analyst with { Via = via }).Refusal?.Code);
        Assert.True(Decide(subject with { FourEyes = false }, Decision.Approve).IsOk);
        Assert.True(Decide(subject with { Author = null }, Decision.Approve).IsOk);
        Assert.True(Decide(subject with { Author = UserId.From(Guid.CreateVersion7()) }, Decision.Approve).IsOk);
    }

    [Fact]
    public void Approve_ContentOfAnotherVersion_IsRefused() =>
        Assert.Equal("wrong_state", Decide(Subject() with { Content = null }, Decision.Approve).Refusal?.Code);

    [Theory]
    [InlineData(Decision.Undo, ApprovalEnd.Undone)]
    [InlineData(Decision.Revoke, ApprovalEnd.Revoked)]
    public void TakeBack_AnOpenApproval_GoesBackToReview(Decision decision, ApprovalEnd end)
    {
        var approval = Decide(Subject(), Decision.Approve).Value!.Approval!;
        var subject = Subject() with { State = DeliverableState.Approved, Approvals = [approval] };

        var change = Review.TakeBack(subject, approval.Id, decision).Value!;

        Assert.Equal((DeliverableState.PendingReview, end), (change.State, change.Ends));
    }

    [Fact]
    public void TakeBack_ASpentApproval_IsTooLate()
    {
        var approval = Decide(Subject(), Decision.Approve).Value!.Approval! with { SpentAt = _clock.GetUtcNow() };
        var subject = Subject() with { State = DeliverableState.Executing, Approvals = [approval] };

        Assert.Equal("wrong_state", Review.TakeBack(subject, approval.Id, Decision.Undo).Refusal?.Code);
        Assert.Equal("wrong_state", Review.TakeBack(subject, approval.Id, Decision.Revoke).Refusal?.Code);
    }

    [Fact]
    public void TakeBack_OneThatEndedBefore_ChangesNothing()
    {
        var approval = Decide(Subject(), Decision.Approve).Value!.Approval! with { End = ApprovalEnd.Revoked };

        Assert.Null(Review.TakeBack(Subject() with { Approvals = [approval] }, approval.Id, Decision.Revoke).Value);
    }

    private static ReviewSubject Subject(DeliverableContent? content = null)
    {
        content ??= Content;
        return new ReviewSubject(
            content.Deliverable, DeliverableState.PendingReview, 1, ContentHash.Of(content.ToBytes()), content,
            content.Effects.Count == 0 ? [] : [Effect], Author: null, Approvals: [], FourEyes: false, TimeSpan.FromSeconds(10));
    }

    private static ContentEdit Edit(string text) => new(null, [new EffectEdit(Effect.ToString(), new JsonObject { ["text"] = text })]);

    private Result<ReviewChange?> Decide(ReviewSubject subject, Decision decision, Actor? actor = null, ContentEdit? edit = null) =>
        Review.Decide(subject, new DecisionRequest(default, subject.Id, decision, subject.Revision, subject.ContentHash.Text, Edit: edit), actor ?? _analyst);
}
