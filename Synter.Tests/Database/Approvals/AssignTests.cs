using Npgsql;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

/// <summary>Whose a proposal is while it waits.</summary>
public sealed class AssignTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Fact]
    public async Task Assign_ToMe_IsMineAndAmongMine()
    {
        var (actor, other) = await TwoAsync();
        var (mine, free) = (await _kit.ProposeAsync(actor, Drafts.Post()), await _kit.ProposeAsync(actor, Drafts.Post()));

        Assert.True((await AssignAsync(actor, mine, toActor: true)).IsOk);

        Assert.Equal(new Assignee(actor.User, actor.Name), (await _kit.ReadAsync(actor, mine.Row.Id)).Row.AssignedTo);
        Assert.Null((await _kit.ReadAsync(actor, free.Row.Id)).Row.AssignedTo);
        Assert.Equal([mine.Row.Id], await AssignedToAsync(actor));
        Assert.Empty(await AssignedToAsync(other));
        Assert.Contains(FeedTopic.Deliverables, _kit.Feed.Topics);
    }

    [Fact]
    public async Task Assign_WhatSomebodyElseHas_TakesItOver_AndBindsNobody()
    {
        var (actor, other) = await TwoAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await AssignAsync(actor, seen, toActor: true);

        await AssignAsync(other, seen, toActor: true);

        Assert.Equal(other.User, (await _kit.ReadAsync(actor, seen.Row.Id)).Row.AssignedTo?.User);
        Assert.True((await _kit.DecideAsync(actor, seen, Decision.Approve)).IsOk);
    }

    [Fact]
    public async Task Assign_IsInTheAudit_OnceForEachChange()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        foreach (var toActor in new[] { true, true, false, false })
        {
            Assert.True((await AssignAsync(actor, seen, toActor)).IsOk);
        }

        var audited = (await new TestTrust(postgres).Queries.ListAsync(actor, new AuditFilter(Subject: seen.Row.Id.ToString()), PageRequest.First, default)).Items;
        Assert.Equal(["deliverable.unassigned", "deliverable.assigned"], audited.Select(line => line.Kind));
        Assert.Equal(
            (actor.Name, actor.Name), (audited[1].Details!["assigned_to"]!.GetValue<string>(), audited[0].Details!["assigned_before"]!.GetValue<string>()));
        Assert.Null((await _kit.ReadAsync(actor, seen.Row.Id)).Row.AssignedTo);
    }

    [Fact]
    public async Task Assign_WithoutAnAuditEntry_ChangesNothing()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        await using (await BrokenAudit.InAsync(postgres))
        {
            await Assert.ThrowsAsync<PostgresException>(() => AssignAsync(actor, seen, toActor: true));
        }

        Assert.Null((await _kit.ReadAsync(actor, seen.Row.Id)).Row.AssignedTo);
    }

    [Fact]
    public async Task Assign_AsViewerOrFromElsewhere_IsRefused()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());

        Assert.Equal("forbidden", (await AssignAsync(await _kit.NewMemberAsync(actor, Role.Viewer), seen, toActor: true)).Refusal?.Code);
        Assert.Equal("not_found", (await AssignAsync(await _kit.NewWorkspaceAsync(Role.Admin), seen, toActor: true)).Refusal?.Code);
    }

    [Theory]
    [InlineData(Decision.Approve, "already_decided")]
    [InlineData(Decision.Withdraw, "wrong_state")]
    public async Task Assign_WhatDoesNotWait_IsRefused(Decision decision, string code)
    {
        var actor = await _kit.NewWorkspaceAsync();
        var seen = await _kit.ProposeAsync(actor, Drafts.Post());
        await _kit.DecideAsync(actor, seen, decision);

        Assert.Equal(code, (await AssignAsync(actor, seen, toActor: true)).Refusal?.Code);
    }

    private async Task<(Actor One, Actor Other)> TwoAsync()
    {
        var actor = await _kit.NewWorkspaceAsync();
        return (actor, await _kit.NewMemberAsync(actor));
    }

    private Task<Result<Done>> AssignAsync(Actor actor, DeliverableView seen, bool toActor) =>
        _kit.Get<AssignDeliverable>().ExecuteAsync(actor, seen.Row.Id, toActor, default);

    private async Task<IEnumerable<DeliverableId>> AssignedToAsync(Actor actor) =>
        (await _kit.Queries.ListAsync(actor.Workspace, new DeliverableFilter(AssignedTo: actor.User), DeliverableOrder.NewestFirst, PageRequest.First, default))
            .Items.Select(row => row.Id);
}
