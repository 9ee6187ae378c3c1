using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

public sealed class DecisionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Approve_ByApi_ApprovesAndSendsNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        var approval = await _kit.ApproveAsync(actor, seen);
        _kit.Clock.Advance(TimeSpan.FromHours(1));
        await _kit.RunDueAsync();

        var now = await _kit.ReadAsync(actor, seen.Row.Id);
        Assert.Equal(DeliverableState.Approved, now.Row.State);
        Assert.Equal(approval, now.Approval);
        Assert.Null(now.Row.ExecuteAt);
        Assert.Empty(_kit.Provider.Received);
    }

    [Fact]
    public async Task Approve_InThePages_SendsAfterTheUndoWindow()
    {
        var actor = await _kit.NewWorkspaceAsync() with { Via = Via.Page };
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        await _kit.ApproveAsync(actor, seen);
        await _kit.RunDueAsync();
        Assert.Equal(_kit.Clock.Now().AddSeconds(10), (await _kit.ReadAsync(actor, seen.Row.Id)).Row.ExecuteAt);
        Assert.Empty(_kit.Provider.Received);

        _kit.Clock.Advance(TimeSpan.FromSeconds(10));
        await _kit.RunDueAsync();
        Assert.Equal(DeliverableState.Executed, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
        Assert.Single(_kit.Provider.Received);
    }

    [Fact]
    public async Task Decide_TheSameDecisionAgain_IsOneDecisionAnsweredTheSame()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var id = StrongId.New<DecisionId>(TimeProvider.System);

        var first = await _kit.DecideAsync(actor, seen, Decision.Approve, id: id);
        _kit.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await _kit.DecideAsync(actor, seen, Decision.Approve, id: id);

        Assert.Equal(first.Value, again.Value);
        Assert.Single(await _kit.Queries.DecisionsAsync(actor.Workspace, seen.Row.Id, default));
        Assert.Equal("already_decided", (await _kit.DecideAsync(actor, seen, Decision.Approve)).Refusal?.Code);
    }

    [Fact]
    public async Task Decide_WithAnIdOfAnotherDecision_IsRefused()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var (one, other) = (await _kit.ProposeAsync(actor, Drafts.Post()), await _kit.ProposeAsync(actor, Drafts.Post()));
        var id = StrongId.New<DecisionId>(TimeProvider.System);
        await _kit.DecideAsync(actor, one, Decision.Approve, id: id);

        Assert.Equal("idempotency_mismatch", (await _kit.DecideAsync(actor, other, Decision.Approve, id: id)).Refusal?.Code);
        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, other.Row.Id)).Row.State);
    }

    [Fact]
    public async Task Approve_ManyAtOnce_IsOneApproval()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        var decided = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _kit.DecideAsync(actor, seen, i % 2 == 0 ? Decision.Approve : Decision.Reject)));

        Assert.Single(decided, d => d.IsOk);
        Assert.All(decided.Where(d => !d.IsOk), d => Assert.Equal("already_decided", d.Refusal?.Code));
    }

    [Fact]
    public async Task Edit_OfAnApproved_MakesARevisionAndVoidsTheApproval()
    {
        var (author, other) = await TwoAsync();
        var seen = await _kit.ProposeAsync(author, Drafts.Post());
        var approval = await _kit.ApproveAsync(author, seen);

        var edited = await _kit.DecideAsync(author, seen, Decision.Edit, edit: Edit(seen, "Floss twice."));

        Assert.Equal((DeliverableState.PendingReview, 2), (edited.Value.State, edited.Value.Revision));
        var now = await _kit.ReadAsync(author, seen.Row.Id);
        Assert.Equal("Floss twice.", now.Effects[0].After!["text"]!.GetValue<string>());
        Assert.Equal(seen.Effects[0].Id, now.Effects[0].Id);
        Assert.Equal("approval_mismatch", (await _kit.ExecuteAsync(author, seen.Row.Id, approval.Id.ToString())).Refusal?.Code);
        Assert.Equal("stale_revision", (await _kit.DecideAsync(other, seen, Decision.Approve)).Refusal?.Code);
        Assert.Equal([2, 1], (await _kit.Queries.RevisionsAsync(author.Workspace, seen.Row.Id, default)).Select(r => r.Revision));
        Assert.Equal(seen.Row.ContentHash, ContentHash.Of(await _kit.Queries.ContentAsync(author.Workspace, seen.Row.Id, 1, default)));
    }

    [Theory]
    [InlineData(Via.Api)]
    [InlineData(Via.Page)]
    public async Task FourEyes_TheEditorMayNotApprove_AndSomeoneElseMay(Via via)
    {
        var (author, other) = await TwoAsync();
        await ExecuteSqlAsync(author, "UPDATE workspaces SET four_eyes = true");
        var seen = await _kit.ProposeAsync(author, Drafts.Post());
        await _kit.DecideAsync(author, seen, Decision.Edit, edit: Edit(seen, "Floss twice."));
        var now = await _kit.ReadAsync(author, seen.Row.Id);

        Assert.Equal("four_eyes", (await _kit.DecideAsync(author with { Via = via }, now, Decision.Approve)).Refusal?.Code);
        Assert.True((await _kit.DecideAsync(other with { Via = via }, now, Decision.Approve)).IsOk);
    }

    [Fact]
    public async Task Reject_InThePages_NeedsANote()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        Assert.Equal("/note", (await _kit.DecideAsync(actor with { Via = Via.Page }, seen, Decision.Reject, note: " ")).Refusal?.Errors.Single().Pointer);
        Assert.True((await _kit.DecideAsync(actor, seen, Decision.Reject, note: null)).IsOk);
    }

    [Fact]
    public async Task Decide_AsViewerOrFromElsewhere_IsRefused()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var viewer = await _kit.NewMemberAsync(actor, Role.Viewer);
        var stranger = await _kit.NewWorkspaceAsync(Role.Admin);
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()));

        Assert.Equal("forbidden", (await _kit.DecideAsync(viewer, seen, Decision.Approve)).Refusal?.Code);
        Assert.Equal("forbidden", (await _kit.TakeBackAsync(viewer, approval.Id, Decision.Revoke)).Refusal?.Code);
        Assert.Equal("not_found", (await _kit.DecideAsync(stranger, seen, Decision.Approve)).Refusal?.Code);
        Assert.Equal("not_found", (await _kit.TakeBackAsync(stranger, approval.Id, Decision.Revoke)).Refusal?.Code);
        Assert.Null(await _kit.Queries.FindAsync(stranger.Workspace, seen.Row.Id, default));
        Assert.Null(await _kit.Queries.ContentAsync(stranger.Workspace, seen.Row.Id, null, default));
    }

    [Fact]
    public async Task Decide_EachDecision_IsInTheAuditWithItsHash()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        var approval = await _kit.ApproveAsync(actor, seen);
        await _kit.TakeBackAsync(actor, approval.Id, Decision.Revoke);
        await _kit.DecideAsync(actor, seen, Decision.Edit, edit: Edit(seen, "Floss twice."));
        await _kit.DecideAsync(actor, await _kit.ReadAsync(actor, seen.Row.Id), Decision.Reject);
        var report = await _kit.ProposeAsync(actor, Drafts.Report());
        await _kit.DecideAsync(actor, report, Decision.Acknowledge);

        await using var context = postgres.Database.Context(actor.Scope);
        var kinds = await context.Database.SqlQuery<string>($"SELECT kind AS \"Value\" FROM audit_entries ORDER BY seq").ToListAsync();

        Assert.Equal(
            ["deliverable.approved", "approval.revoked", "deliverable.edited", "deliverable.rejected", "deliverable.acknowledged"], kinds);
    }

    [Fact]
    public async Task Decide_WithoutAnAuditEntry_ChangesNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        await using (await BrokenAudit.InAsync(postgres))
        {
            await Assert.ThrowsAsync<PostgresException>(() => _kit.DecideAsync(actor, seen, Decision.Approve));
        }

        Assert.Equal(DeliverableState.PendingReview, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.State);
    }

    [Fact]
    public async Task Reject_CancelsWhatWasPlanned()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post(), Drafts.Post());

        await _kit.DecideAsync(actor, seen, Decision.Reject);

        Assert.All((await _kit.ReadAsync(actor, seen.Row.Id)).Effects, effect => Assert.Equal(EffectState.Cancelled, effect.State));
    }

    [Fact]
    public async Task Comment_OnAnApprovedOne_LeavesItsApprovalAndIsThereForTheAgentsNextRun()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var agent = Synter.Domain.Agents.Hiring.HiredAgentId.From(Guid.CreateVersion7());
        var seen = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), agent);
        var approval = await _kit.ApproveAsync(actor, seen);

        Assert.Equal(DeliverableState.Approved, (await _kit.DecideAsync(actor, seen, Decision.Comment, note: "Lovely.")).Value.State);

        Assert.Equal(approval.Id, (await _kit.ReadAsync(actor, seen.Row.Id)).Approval?.Id);
        Assert.Contains(await _kit.Queries.NotesForAsync(actor.Workspace, agent, 5, default), note => note is { Decision: Decision.Comment, Note: "Lovely." });
        Assert.True((await _kit.ExecuteAsync(actor, seen.Row.Id, approval.Id.ToString())).IsOk);
    }

    private static ContentEdit Edit(DeliverableView seen, string text) =>
        new(null, [new EffectEdit(seen.Effects[0].Id.ToString(), new JsonObject { ["text"] = text })]);

    private async Task<(Actor Author, Actor Other)> TwoAsync()
    {
        var author = await _kit.NewWorkspaceAsync();
        return (author, await _kit.NewMemberAsync(author));
    }

    private async Task ExecuteSqlAsync(Actor actor, string sql)
    {
        await using var connection = await postgres.Database.OpenAsync(actor.Scope, default);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
