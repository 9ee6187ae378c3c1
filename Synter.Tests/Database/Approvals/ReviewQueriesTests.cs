using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Database.Approvals;

public sealed class ReviewQueriesTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private ApprovalsKit _kit = null!;

    public async Task InitializeAsync() => _kit = await ApprovalsKit.StartAsync(postgres);

    public async Task DisposeAsync() => await _kit.DisposeAsync();

    [Theory]
    [InlineData(DeliverableOrder.NewestFirst)]
    [InlineData(DeliverableOrder.OldestFirst)]
    public async Task List_PageByPage_ShowsEachOnceThoughManyAreOfOneInstant(DeliverableOrder order)
    {
        var actor = await _kit.NewWorkspaceAsync();
        var made = new List<DeliverableId>();
        for (var i = 0; i < 11; i++)
        {
            made.Add((await _kit.ProposeAsync(actor, Drafts.Post())).Row.Id);
            _kit.Clock.Advance(i % 4 == 0 ? TimeSpan.FromSeconds(1) : TimeSpan.Zero);
        }

        var seen = new List<DeliverableRow>();
        Page<DeliverableRow> page;
        string? cursor = null;
        do
        {
            page = await _kit.Queries.ListAsync(actor.Workspace, new DeliverableFilter(), order, PageRequest.Create(3, cursor).Value, default);
            seen.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        Assert.Equal(made.Count, seen.Count);
        Assert.Equal(made.ToHashSet(), [.. seen.Select(r => r.Id)]);
        var times = seen.Select(r => r.CreatedAt);
        Assert.Equal(order == DeliverableOrder.OldestFirst ? times.Order() : times.OrderDescending(), times);
    }

    [Fact]
    public async Task List_ByEachFilter_ShowsWhatMatches()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var post = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()) with { Title = "100 % of teeth", Group = new DeliverableGroup("week-48", "Week 48", 2) });
        var order = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.OfKind("place_order")) with { Kind = "order", Title = "Buy 3", Group = new DeliverableGroup("week-48", "Week 48", 1) });
        var report = await _kit.ProposeAsync(actor, Drafts.Report());
        await _kit.ApproveAsync(actor, order);

        await ShowsAsync(new DeliverableFilter(States: [DeliverableState.PendingReview]), post, report);
        await ShowsAsync(new DeliverableFilter(States: [DeliverableState.PendingReview, DeliverableState.Approved]), post, order, report);
        await ShowsAsync(new DeliverableFilter(Kind: "report"), report);
        await ShowsAsync(new DeliverableFilter(EffectKind: "place_order"), order);
        await ShowsAsync(new DeliverableFilter(Provider: "facebook"), post);
        await ShowsAsync(new DeliverableFilter(Group: "week-48"), post, order);
        await ShowsAsync(new DeliverableFilter(Run: post.Row.Run), post);
        await ShowsAsync(new DeliverableFilter(Text: "100 %"), post);
        await ShowsAsync(new DeliverableFilter(Text: "buy"), order);
        await ShowsAsync(new DeliverableFilter(Text: "%"));
        Assert.Equal(["Buy 3", "100 % of teeth"], (await _kit.Queries.GroupAsync(actor.Workspace, "week-48", default)).Select(r => r.Title));
        var counts = await _kit.Queries.OpenCountsAsync(actor.Workspace, default);
        Assert.Equal((2, 1), (counts[DeliverableState.PendingReview], counts[DeliverableState.Approved]));

        async Task ShowsAsync(DeliverableFilter filter, params DeliverableView[] expected)
        {
            var page = await _kit.Queries.ListAsync(actor.Workspace, filter, DeliverableOrder.OldestFirst, PageRequest.First, default);
            Assert.Equal(expected.Select(e => e.Row.Title).Order(), page.Items.Select(i => i.Title).Order());
            Assert.Equal(expected.Length, await _kit.Queries.CountAsync(actor.Workspace, filter, default));
        }
    }

    [Fact]
    public async Task Neighbours_OfEachAndOfOneThatWasDecided_AreTheNextInTheList()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var views = new List<DeliverableView>();
        for (var i = 0; i < 3; i++)
        {
            views.Add(await _kit.ProposeAsync(actor, Drafts.Post()));
            _kit.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(new Neighbours(null, views[1].Row.Id, 1, 3), await NeighboursAsync(views[0]));
        Assert.Equal(new Neighbours(views[0].Row.Id, views[2].Row.Id, 2, 3), await NeighboursAsync(views[1]));
        Assert.Equal(new Neighbours(views[1].Row.Id, null, 3, 3), await NeighboursAsync(views[2]));

        await _kit.ApproveAsync(actor, views[1]);

        Assert.Equal(new Neighbours(views[0].Row.Id, views[2].Row.Id, null, 2), await NeighboursAsync(views[1]));

        Task<Neighbours> NeighboursAsync(DeliverableView view) =>
            _kit.Queries.NeighboursAsync(actor.Workspace, view.Row.Id, DeliverableFilter.Waiting, DeliverableOrder.OldestFirst, default);
    }

    [Fact]
    public async Task Approvals_ByStatus_AreOpenSpentVoidOrLapsed()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var open = await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()));
        var (_, spent) = await _kit.StartExecutionAsync(actor, Drafts.Post());
        var ended = await _kit.ApproveAsync(actor, await _kit.ProposeAsync(actor, Drafts.Post()));
        await _kit.Get<TakeBackApproval>().ExecuteAsync(actor, ended.Id, Decision.Revoke, StrongId.New<DecisionId>(_kit.Clock), default);

        foreach (var (status, approval) in new[] { (ApprovalStatus.Open, open), (ApprovalStatus.Spent, spent), (ApprovalStatus.Void, ended) })
        {
            var page = await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(status), PageRequest.First, default);
            Assert.Equal(approval.Id, Assert.Single(page.Items).Approval.Id);
        }

        var among = await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(Among: [spent.Id, ended.Id]), PageRequest.First, default);
        Assert.Equal(new HashSet<ApprovalId> { spent.Id, ended.Id }, [.. among.Items.Select(a => a.Approval.Id)]);
        var all = await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(), PageRequest.Create(2, null).Value, default);
        var rest = await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(), PageRequest.Create(2, all.NextCursor).Value, default);
        Assert.Equal(3, all.Items.Concat(rest.Items).Select(a => a.Approval.Id).Distinct().Count());
        Assert.Equal(actor.Name, all.Items.Concat(rest.Items).Single(a => a.Approval.Id == ended.Id).EndedBy);

        // Its time runs out before anybody sweeps.
        _kit.Clock.Advance(ApprovalTerm.Default.TimeToLive);
        var lapsed = await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(ApprovalStatus.Lapsed), PageRequest.First, default);
        Assert.Equal(open.Id, Assert.Single(lapsed.Items).Approval.Id);
        Assert.Equal(ApprovalStatus.Lapsed, open.StatusAt(_kit.Clock.Now()));
        Assert.Empty((await _kit.GateQueries.ApprovalsAsync(actor.Workspace, new ApprovalFilter(ApprovalStatus.Open), PageRequest.First, default)).Items);
    }

    [Fact]
    public async Task Notes_OfRejections_AreThereForTheAgentsNextRun()
    {
        var actor = await _kit.NewWorkspaceAsync();
        var agent = HiredAgentId.From(Guid.CreateVersion7());
        var seen = await _kit.ProposeAsync(actor, Drafts.Draft(Drafts.Post()), agent);
        await _kit.DecideAsync(actor, seen, Decision.Reject, note: "Less shouting.");

        var note = Assert.Single(await _kit.Queries.NotesForAsync(actor.Workspace, agent, 5, default));

        Assert.Equal((Decision.Reject, "Less shouting.", actor.Name), (note.Decision, note.Note, note.ByName));
    }
}
