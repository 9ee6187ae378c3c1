using AngleSharp.Dom;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Approvals.Given;

namespace Synter.Tests.Components.Approvals;

public sealed class ApprovalsPageTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Render_OpenOne_LinksWhatItIsForAndAsksOnceBeforeRevoking()
    {
        _gate.Rows.Add(Row());

        var row = Item(await RenderAsync());

        Assert.Equal(["/review/dlv", "/approvals?agent=hag", "/approvals?by=usr", "/runs/run", "/audit?subject=dlv"],
            row.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!.Replace("http://localhost", "", StringComparison.Ordinal).Split('_')[0]));
        var form = row.QuerySelector("details:not([open]) form")!;
        Assert.Equal("post", form.GetAttribute("method"));
        Assert.EndsWith("/revoke", form.GetAttribute("action"), StringComparison.Ordinal);
        Assert.NotNull(form.QuerySelector("[data-testid=confirm-revoke]"));
    }

    [Fact]
    public async Task Render_ForAViewer_OffersNothingToRevoke()
    {
        _gate.Rows.Add(Row());

        Assert.Null((await RenderAsync(role: Role.Viewer)).QuerySelector("form"));
    }

    [Theory]
    [InlineData(ApprovalEnd.Revoked, "Revoked")]
    [InlineData(ApprovalEnd.Undone, "Undone")]
    [InlineData(ApprovalEnd.Edited, "Void, edited since")]
    [InlineData(ApprovalEnd.Lapsed, "Lapsed")]
    [InlineData(ApprovalEnd.Denied, "Denied")]
    public async Task Render_EndedOne_SaysHowAndByWhom(ApprovalEnd end, string word)
    {
        _gate.Rows.Add(Row(end: end) with { EndedAt = ManualClock.Start, EndedBy = "Ben Ortiz" });

        var row = Item(await RenderAsync());

        Assert.Contains(word, row.QuerySelector(".is")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("by Ben Ortiz", row.TextContent, StringComparison.Ordinal);
        Assert.Null(row.QuerySelector("form"));
    }

    [Fact]
    public async Task Render_UsedOne_SaysSoAndWhatCameOfIt()
    {
        _gate.Rows.Add(Row(spent: true) with { State = DeliverableState.Executed });

        var row = Item(await RenderAsync());

        Assert.Equal(["Executed", "Ended"], row.QuerySelectorAll("[data-testid=status]").Select(s => s.GetAttribute("data-status")));
        Assert.Contains("Used", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Filters_AreReadFromTheAddress()
    {
        var page = await RenderAsync("/approvals?status=lapsed&agent=hag_0199a0000000700080000000000000aa&by=nobody");

        Assert.Equal((ApprovalStatus.Lapsed, "hag_0199a0000000700080000000000000aa", null), (_gate.Asked!.Status, _gate.Asked.Agent?.ToString(), _gate.Asked.ApprovedBy));
        Assert.Equal("empty-filtered", page.QuerySelector("[data-testid=approvals-list]")!.GetAttribute("data-state"));
        Assert.Equal("Lapsed", page.QuerySelector("[aria-current=page]")!.TextContent);
    }

    [Fact]
    public async Task Render_NothingYet_SaysWhatWillStandHere() => Assert.Contains(
        "Nobody has approved anything yet.", (await RenderAsync()).QuerySelector("[data-testid=empty]")!.TextContent, StringComparison.Ordinal);

    [Fact]
    public async Task Render_UnreadableList_SaysSo()
    {
        _gate.IsBroken = true;

        Assert.Equal("error", (await RenderAsync()).QuerySelector("[data-testid=approvals-list]")!.GetAttribute("data-state"));
    }

    [Fact]
    public void Merge_RowThatLeftTheFilter_StaysAndNewOnesAreCounted()
    {
        var (shown, fresh) = (Row(), Row());

        var merged = new ApprovalsState([shown], null).Merge(new ApprovalsState([fresh], null), countsNew: true);
        merged = merged.With([shown with { Approval = shown.Approval with { End = ApprovalEnd.Revoked } }]);

        Assert.Equal((ApprovalEnd.Revoked, 1), (Assert.Single(merged.Rows).Approval.End!.Value, merged.New));
    }

    private static ApprovalRow Row(ApprovalEnd? end = null, bool spent = false)
    {
        var approval = new Approval(
            StrongId.New<ApprovalId>(TimeProvider.System), StrongId.New<DeliverableId>(TimeProvider.System), 1, ContentHash.Of("x"u8), ApprovalSource.Person,
            UserId.From(Guid.CreateVersion7()), "Asha Rao", ManualClock.Start, DateTimeOffset.MaxValue.AddDays(-2), spent ? ManualClock.Start : null, end);
        return new ApprovalRow(
            approval, "Floss once a day", StrongId.New<HiredAgentId>(TimeProvider.System), "Maya", StrongId.New<RunId>(TimeProvider.System), DeliverableState.Approved, null, null);
    }

    private static IElement Item(IElement page) => page.QuerySelector("[data-testid=approval-row]")!;

    private async Task<IElement> RenderAsync(string address = "/approvals", Role role = Role.Analyst)
    {
        await using var rendering = new Rendering(address, services => services.AddPage(role).AddSingleton<IGateQueries>(_gate).AddSingleton<IWorkspaceFeed>(new SilentFeed()));
        return await rendering.PageAsync<ApprovalsPage>(role);
    }

    private sealed class Gate : IGateQueries
    {
        public List<ApprovalRow> Rows { get; } = [];

        public ApprovalFilter? Asked { get; private set; }

        public bool IsBroken { get; set; }

        public Task<Page<ApprovalRow>> ApprovalsAsync(WorkspaceId workspace, ApprovalFilter filter, PageRequest page, CancellationToken cancellationToken)
        {
            Asked = filter;
            return IsBroken ? throw new IOException("The database is away.") : Task.FromResult(new Page<ApprovalRow>(Rows, null));
        }

        public Task<Page<DenialView>> DenialsAsync(WorkspaceId workspace, DenialFilter filter, PageRequest page, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<EffectView?> FindEffectAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
