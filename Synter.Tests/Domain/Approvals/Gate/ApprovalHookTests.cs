using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Approvals.Gate.Hooks;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Domain.Approvals.Gate;

public sealed class ApprovalHookTests
{
    private static readonly DateTimeOffset Now = ManualClock.Start;

    private static readonly DeliverableContent Content = Drafts.Content(Drafts.Post());

    private static readonly ContentHash Hash = ContentHash.Of(Content.ToBytes());

    private static readonly Approval Valid = new(
        ApprovalId.From(Guid.CreateVersion7()), Content.Deliverable, 2, Hash, ApprovalSource.Person,
        UserId.From(Guid.CreateVersion7()), "Asha", Now.AddHours(-1), Now.AddHours(71));

    public static TheoryData<string?, PresentedApproval> Cases() => new()
    {
        { null, Known(Valid) },
        { "approval_required", PresentedApproval.None },
        { "approval_unknown", new PresentedApproval(Given: true, Found: null) },
        { "approval_mismatch", Known(Valid with { Deliverable = DeliverableId.From(Guid.CreateVersion7()) }) },
        // Another deliverable's, however it stands, is first of all another deliverable's.
        { "approval_mismatch", Known(Valid with { Deliverable = DeliverableId.From(Guid.CreateVersion7()), End = ApprovalEnd.Revoked }) },
        { "approval_mismatch", Known(Valid with { Revision = 1, End = ApprovalEnd.Edited }) },
        { "approval_mismatch", Known(Valid with { ContentHash = ContentHash.Of([1]) }) },
        { "approval_revoked", Known(Valid with { End = ApprovalEnd.Revoked }) },
        { "approval_revoked", Known(Valid with { End = ApprovalEnd.Undone }) },
        { "approval_revoked", Known(Valid with { End = ApprovalEnd.Denied }) },
        { "approval_revoked", Known(Valid with { Revision = 1, End = ApprovalEnd.Revoked }) },
        { "approval_expired", Known(Valid with { ExpiresAt = Now }) },
        { "approval_expired", Known(Valid with { ExpiresAt = Now.AddHours(-1), End = ApprovalEnd.Lapsed }) },
        { "approval_spent", Known(Valid with { Revision = 1, SpentAt = Now.AddMinutes(-1) }) },
        // Spent on what stands now: a retry rests on it, even after its time.
        { null, Known(Valid with { SpentAt = Now.AddMinutes(-1), ExpiresAt = Now.AddSeconds(-1) }) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Judge_EachApproval_HasItsCode(string? code, PresentedApproval approval)
    {
        var verdict = ApprovalHook.Judge(Request(approval));

        Assert.Equal(code, (verdict as Verdict.Denied)?.Code);
    }

    [Fact]
    public async Task Before_ASend_RestsOnTheGrant() =>
        Assert.Equal(Verdict.Allow, await new ApprovalHook().BeforeAsync(Request(PresentedApproval.None) with { Moment = GateMoment.Send }, default));

    private static PresentedApproval Known(Approval approval) => new(Given: true, approval);

    private static GateRequest Request(PresentedApproval approval) => new(
        GateMoment.Redeem, Content.Workspace, Content.HiredAgent, Content.Deliverable, 2, Hash, approval,
        [new GateEffect(EffectId.From(Guid.CreateVersion7()), Content.Effects[0])], new AskedBy(null, "Asha", Via.Api), CorrelationId.Current, Now);
}
