using AngleSharp.Dom;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Approvals.Inbox;
using Synter.Web.Live;

namespace Synter.Tests.Components.Approvals;

public sealed class AssignmentTests
{
    private static readonly Assignee s_me = new(StrongId.New<UserId>(TimeProvider.System), "Asha Rao");
    private static readonly Assignee s_other = new(StrongId.New<UserId>(TimeProvider.System), "Ben Ortiz");

    [Theory]
    [InlineData(null, null, "me", "Assign to me")]
    [InlineData("other", "Assigned to Ben Ortiz", "me", "Assign to me")]
    [InlineData("me", "Assigned to you", "nobody", "Assign to nobody")]
    public async Task Form_SaysWhoseItIs_AndOffersTheOther(string? whose, string? said, string assignee, string act)
    {
        var form = await FormAsync(Row(Whose(whose)), canDecide: true);

        Assert.Equal(said, form.QuerySelector("[data-testid=assigned-to]")?.TextContent.Trim());
        Assert.Equal(assignee, form.QuerySelector("[name=assignee]")!.GetAttribute("value"));
        Assert.StartsWith(act, form.QuerySelector("[data-keys=m]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_ForAViewer_SaysWhoseItIsAndOffersNothing()
    {
        var form = await FormAsync(Row(s_other), canDecide: false);

        Assert.Equal("Assigned to Ben Ortiz", form.QuerySelector("[data-testid=assigned-to]")!.TextContent.Trim());
        Assert.Null(form.QuerySelector("form"));
    }

    [Theory]
    [InlineData(null, DeliverableState.PendingReview, "Asha · Facebook Page")]
    [InlineData("me", DeliverableState.PendingReview, "For you · Asha · Facebook Page")]
    [InlineData("other", DeliverableState.PendingReview, "For Ben Ortiz · Asha · Facebook Page")]
    [InlineData("other", DeliverableState.Rejected, "Asha · Facebook Page")]
    public async Task Queue_SaysWhoseItIs_WhileItWaits(string? whose, DeliverableState state, string line)
    {
        await using var rendering = new Rendering();

        var queue = await rendering.OfAsync<QueueList>(
            ("Rows", new[] { Row(Whose(whose)) with { State = state } }), ("HrefOf", new Func<DeliverableId, string>(id => $"/review/{id}")), ("Me", s_me.User));

        Assert.Equal(line, queue.QuerySelector(".s")!.TextContent);
    }

    [Fact]
    public void Filter_AssignedToMe_IsWhoeverReadsIt()
    {
        Assert.Equal(s_me.User, ReviewFilters.Read(UrlState.Parse("/review?assigned=me"), s_me.User).AssignedTo);
        Assert.Null(ReviewFilters.Read(UrlState.Parse("/review"), s_me.User).AssignedTo);
        Assert.Equal("?assigned=me", ReviewFilters.Query(UrlState.Parse("/review?assigned=me")));
    }

    private static Assignee? Whose(string? whose) => whose switch { "me" => s_me, "other" => s_other, _ => null };

    private static async Task<IElement> FormAsync(DeliverableRow row, bool canDecide)
    {
        await using var rendering = new Rendering();
        return await rendering.OfAsync<AssignForm>(("Row", row), ("Me", s_me.User), ("Here", "/review"), ("CanDecide", canDecide));
    }

    private static DeliverableRow Row(Assignee? assignee) => new(
        StrongId.New<DeliverableId>(TimeProvider.System), FakeRuns.Asha, "Asha", null, null, "post", "Floss once a day", DeliverableState.PendingReview, 1,
        ContentHash.Of("{}"u8.ToArray()), 1, ["post"], ["facebook"], [], Risk.Low, null, ManualClock.Start, ManualClock.Start, null, null, null, null,
        AssignedTo: assignee);
}
