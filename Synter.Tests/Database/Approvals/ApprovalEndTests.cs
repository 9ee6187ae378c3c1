using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>Approvals that end unused: undone, revoked, withdrawn with what they were for, lapsed.</summary>
public sealed class ApprovalEndTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Undo_WithinTheWindow_SendsNothingEver()
    {
        var actor = await _kit.NewWorkspaceAsync() with { Via = Via.Page };
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);

        var undone = await _kit.TakeBackAsync(actor, approval.Id, Decision.Undo);
        _kit.Clock.Advance(TimeSpan.FromDays(1));
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.PendingReview, undone.Value.State);
        Assert.Empty(_kit.Provider.Received);
        Assert.Equal("approval_revoked", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
    }

    [Fact]
    public async Task Undo_AfterItWasSent_IsTooLate()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (seen, approval) = await _kit.StartExecutionAsync(actor, Drafts.Post());

        Assert.Equal("wrong_state", (await _kit.TakeBackAsync(actor, approval.Id, Decision.Undo)).Refusal?.Code);
        Assert.Equal(DeliverableState.Executing, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }

    [Fact]
    public async Task Revoke_Twice_IsTheSameAsOnce()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);

        Assert.True((await _kit.TakeBackAsync(actor, approval.Id, Decision.Revoke)).IsOk);
        Assert.True((await _kit.TakeBackAsync(actor, approval.Id, Decision.Revoke)).IsOk);
        Assert.Equal("not_found", (await _kit.TakeBackAsync(actor, ApprovalId.From(Guid.CreateVersion7()), Decision.Revoke)).Refusal?.Code);
    }

    [Fact]
    public async Task Withdraw_AnApprovedOne_VoidsTheApprovalAndNothingIsSent()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var page = actor with { Via = Via.Page };
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(page, seen);

        Assert.Equal(DeliverableState.Withdrawn, (await _kit.DecideAsync(page, seen, Decision.Withdraw)).Value.State);
        _kit.Clock.Advance(TimeSpan.FromHours(1));
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal((DeliverableState.Withdrawn, EffectState.Cancelled), (now.Row.State, now.Effects[0].State));
        Assert.Empty(_kit.Provider.Received);
        Assert.Equal("approval_revoked", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal("wrong_state", (await _kit.DecideAsync(actor, seen, Decision.Approve)).Refusal?.Code);
    }

    [Fact]
    public async Task Sweep_AfterItsTime_EndsTheApprovalAndApprovesNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Clock.Advance(TimeSpan.FromHours(72));

        await _kit.Get<ApprovalSweep>().SweepAsync(default);

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Equal("approval_expired", (await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal(ApprovalEnd.Lapsed, (await _kit.GateQueries.ApprovalsAsync(
            actor.Workspace, new ApprovalFilter(ApprovalStatus.Lapsed), new PageRequest(5, null), default)).Items.Single().Approval.End);
    }

    [Fact]
    public async Task ADeliverable_LeftAlone_WaitsForEver()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        _kit.Clock.Advance(TimeSpan.FromDays(400));
        await _kit.Get<ApprovalSweep>().SweepAsync(default);
        await _kit.RunDueAsync();

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Empty(_kit.Provider.Received);
    }

    [Fact]
    public async Task EachEnd_IsInTheAudit()
    {
        var actor = await _kit.NewWorkspaceAsync();
        foreach (var decision in new[] { Decision.Undo, Decision.Revoke })
        {
            await _kit.TakeBackAsync(actor, (await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()))).Id, decision);
        }

        await _kit.DecideAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()), Decision.Withdraw);
        await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()));
        _kit.Clock.Advance(TimeSpan.FromHours(72));
        await _kit.Get<ApprovalSweep>().SweepAsync(default);

        var audited = (await new TestTrust(postgres).Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items;
        Assert.Equal(
            [("approval.lapsed", Via.System), ("deliverable.withdrawn", Via.Api), ("approval.revoked", Via.Api), ("approval.undone", Via.Api)],
            audited.Where(line => line.Kind != "deliverable.approved").Select(line => (line.Kind, line.Via)));
    }
}
