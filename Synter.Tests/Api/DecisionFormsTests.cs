using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Tests.Support;
using Synter.Web.Features.Approvals;

namespace Synter.Tests.Api;

/// <summary>Decisions as a browser posts them: cookie, antiforgery token, form fields.</summary>
[Collection(OneSynter.Name)]
public sealed class DecisionFormsTests(RunningSynter synter) : IAsyncLifetime
{
    private HttpClient _browser = null!;
    private Actor _actor = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _browser = synter.Browser();
        using var signedIn = await _browser.PostAsJsonAsync("/auth/login", new { email = RunningSynter.AdminEmail, password = RunningSynter.AdminPassword });
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        _actor = await _browser.ActorAsync();
        using var csrf = await _browser.GetAsync(new Uri("/auth/csrf", UriKind.Relative));
        _token = (await csrf.JsonAsync())["token"]!.GetValue<string>();
    }

    public Task DisposeAsync()
    {
        _browser.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Approve_AsAForm_AnswersSeeOtherAndStartsTheUndoWindow()
    {
        var seen = await ProposeAsync();

        using var answer = await PostAsync(seen, "approve");

        Assert.Equal((HttpStatusCode.SeeOther, $"/review/{seen.Row.Id}"), (answer.StatusCode, answer.Headers.Location?.ToString()));
        var now = await ReadAsync(seen);
        Assert.Equal(DeliverableState.Approved, now.Row.State);
        Assert.NotNull(now.Row.ExecuteAt);
    }

    [Fact]
    public async Task Approve_TheSameFormTwice_IsOneDecision()
    {
        var seen = await ProposeAsync();
        var id = NewId();

        using var one = await PostAsync(seen, "approve", (DecisionForm.DecisionId, id));
        using var two = await PostAsync(seen, "approve", (DecisionForm.DecisionId, id));

        Assert.Equal(one.Headers.Location, two.Headers.Location);
        Assert.Single(await Queries.DecisionsAsync(_actor.Workspace, seen.Row.Id, default));
    }

    [Fact]
    public async Task Decide_WithoutAntiforgeryToken_DecidesNothing()
    {
        var seen = await ProposeAsync();
        _token = "made up";

        using var answer = await PostAsync(seen, "approve");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(seen)).Row.State);
    }

    [Fact]
    public async Task Decide_ByGet_DecidesNothing()
    {
        var seen = await ProposeAsync();
        var fields = string.Join('&', Fields(seen, "approve").Select(f => $"{f.Key}={Uri.EscapeDataString(f.Value)}"));

        foreach (var address in new[] { $"/review/{seen.Row.Id}/decide?{fields}", $"/api/v1/deliverables/{seen.Row.Id}/review?{fields}", $"/review/decide?{fields}" })
        {
            // As a mail scanner follows every link it finds.
            using var answer = await _browser.GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(seen)).Row.State);
        }
    }

    [Fact]
    public async Task Decide_NotSignedIn_DecidesNothing()
    {
        var seen = await ProposeAsync();
        using var anonymous = synter.Anonymous();
        using var form = new FormUrlEncodedContent(Fields(seen, "approve"));

        using var answer = await anonymous.PostAsync(new Uri($"/review/{seen.Row.Id}/decide", UriKind.Relative), form);

        Assert.False(answer.IsSuccessStatusCode);
        Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(seen)).Row.State);
    }

    [Fact]
    public async Task Reject_WithoutANote_ComesBackWithTheProblem()
    {
        var seen = await ProposeAsync();

        using var answer = await PostAsync(seen, "reject", (DecisionForm.Note, " "));

        Assert.Equal($"/review/{seen.Row.Id}?problem=validation_failed", answer.Headers.Location?.ToString());
        Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(seen)).Row.State);
    }

    [Fact]
    public async Task Edit_Refused_ShowsTheFormAgainAsItWasTypedAndNamesTheField()
    {
        var seen = await ProposeAsync();
        var (text, link) = (DecisionForm.EffectField(seen.Effects[0].Id, "text"), DecisionForm.EffectField(seen.Effects[0].Id, "link"));

        using var answer = await PostAsync(seen, "edit", (text, "Brush twice, <b>gently</b>."), (link, "no address"));
        var page = await PageAsync(answer.Headers.Location!);

        Assert.NotNull(page.QuerySelector("[data-testid=save-edit]")!.Closest("details[open]"));
        Assert.Equal("Brush twice, <b>gently</b>.", page.QuerySelector("[data-testid=edit-text]")!.TextContent);
        var field = page.QuerySelector("[data-testid=edit-link]")!;
        Assert.Equal(("no address", "true"), (field.GetAttribute("value"), field.GetAttribute("aria-invalid")));
        Assert.NotEmpty(page.QuerySelector("#" + field.GetAttribute("aria-describedby")!.Split(' ')[0])!.TextContent);
        Assert.Contains("Nothing was changed.", page.QuerySelector("[data-testid=decision-problem]")!.TextContent, StringComparison.Ordinal);

        // Taken in the end, it is not shown again.
        await PostAsync(seen, "edit", (text, "Brush twice."), (link, ""));
        Assert.Equal("Brush twice.", (await PageAsync(answer.Headers.Location!)).QuerySelector("[data-testid=edit-text]")!.TextContent);
    }

    [Fact]
    public async Task Reject_OnAnOldRevision_KeepsTheNote()
    {
        var seen = await ProposeAsync();
        await PostAsync(seen, "edit", (DecisionForm.EffectField(seen.Effects[0].Id, "text"), "Another text."));

        using var answer = await PostAsync(seen, "reject", (DecisionForm.Note, "Too loud for us."));

        Assert.Equal($"/review/{seen.Row.Id}?problem=stale_revision", answer.Headers.Location?.ToString());
        Assert.Equal("Too loud for us.", (await PageAsync(answer.Headers.Location!)).QuerySelector("[data-testid=note]")!.TextContent);
    }

    [Fact]
    public async Task Withdraw_AsAForm_TakesItOffTheList()
    {
        var seen = await ProposeAsync();

        using var answer = await PostAsync(seen, "withdraw");

        Assert.Equal($"/review/{seen.Row.Id}", answer.Headers.Location?.ToString());
        Assert.Equal(DeliverableState.Withdrawn, (await ReadAsync(seen)).Row.State);
    }

    [Fact]
    public async Task Assign_AsAForm_TakesItAndLeavesIt()
    {
        var seen = await ProposeAsync();

        using var taken = await PostAsync(DecisionForms.AssignAddress(seen.Row.Id), [new(DecisionForm.Assignee, DecisionForm.Me)]);
        Assert.Equal((HttpStatusCode.SeeOther, $"/review/{seen.Row.Id}"), (taken.StatusCode, taken.Headers.Location?.ToString()));
        Assert.Equal(_actor.User, (await ReadAsync(seen)).Row.AssignedTo?.User);
        var mine = await PageAsync(new Uri("/review?assigned=me", UriKind.Relative));
        Assert.NotNull(mine.QuerySelector($"[data-testid=queue-item] a[href*='{seen.Row.Id}']"));

        using var unclear = await PostAsync(DecisionForms.AssignAddress(seen.Row.Id), [new(DecisionForm.Assignee, "somebody")]);
        Assert.Equal($"/review/{seen.Row.Id}?problem=malformed", unclear.Headers.Location?.ToString());
        using var left = await PostAsync(DecisionForms.AssignAddress(seen.Row.Id), [new(DecisionForm.Assignee, DecisionForm.Nobody)]);
        Assert.Null((await ReadAsync(seen)).Row.AssignedTo);
    }

    [Fact]
    public async Task Decide_ReturnsToAnAddressOfThisSiteOnly()
    {
        var (one, two) = (await ProposeAsync(), await ProposeAsync());

        using var here = await PostAsync(one, "reject", (DecisionForm.ReturnTo, "/review?kind=post"), (DecisionForm.Note, "No."));
        using var elsewhere = await PostAsync(two, "reject", (DecisionForm.ReturnTo, "https://example.com/"), (DecisionForm.Note, "No."));

        Assert.Equal("/review?kind=post", here.Headers.Location?.ToString());
        Assert.Equal($"/review/{two.Row.Id}", elsewhere.Headers.Location?.ToString());
    }

    [Fact]
    public async Task Edit_AsAForm_ReadsTextAsTheBrowserSendsIt()
    {
        var seen = await ProposeAsync();

        using var answer = await PostAsync(
            seen, "edit", (DecisionForm.EffectField(seen.Effects[0].Id, "text"), "One.\r\nTwo."), (DecisionForm.EffectField(seen.Effects[0].Id, "link"), ""));

        Assert.Equal($"/review/{seen.Row.Id}", answer.Headers.Location?.ToString());
        var now = await ReadAsync(seen);
        Assert.Equal((2, "One.\nTwo."), (now.Row.Revision, now.Effects[0].After!["text"]!.GetValue<string>()));
        Assert.False(now.Effects[0].After!.ContainsKey("link"));
    }

    [Fact]
    public async Task Edit_OfANumber_StaysANumber()
    {
        var seen = await ReadAsync(await synter.ProposeAsync(_actor, Drafts.Draft(Drafts.OfKind("place_order"))));

        using var answer = await PostAsync(seen, "edit", (DecisionForm.EffectField(seen.Effects[0].Id, "quantity"), "2"));

        Assert.Equal(2, (await ReadAsync(seen)).Effects[0].After!["quantity"]!.GetValue<long>());
    }

    [Fact]
    public async Task Script_ThatAsksForJson_GetsTheDecisionOrTheProblem()
    {
        var seen = await ProposeAsync();

        using var decided = await PostAsync(seen, "approve", json: true);
        using var again = await PostAsync(seen, "approve", json: true);

        var body = await decided.JsonAsync();
        Assert.Equal((HttpStatusCode.OK, "approved"), (decided.StatusCode, body["state"]!.GetValue<string>()));
        Assert.NotNull(body["execute_at"]);
        Assert.Equal("already_decided", await again.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Undo_AsAForm_TakesTheApprovalBack()
    {
        var seen = await ProposeAsync();
        await PostAsync(seen, "approve");
        var approval = (await ReadAsync(seen)).Approval!;

        using var undone = await PostAsync(DecisionForms.UndoAddress(approval.Id), [new(DecisionForm.DecisionId, NewId())]);

        Assert.Equal(HttpStatusCode.SeeOther, undone.StatusCode);
        Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(seen)).Row.State);
    }

    [Fact]
    public async Task DecideTogether_EachByItself_AndWhatCannotBeUndoneNotAtAll()
    {
        var (one, two) = (await ProposeAsync(), await ProposeAsync());
        var risky = await ReadAsync(await synter.ProposeAsync(_actor, Drafts.Draft(Drafts.OfKind("send"))));
        var items = new[] { one, two, risky }.Select(s => KeyValuePair.Create(
            DecisionForm.Item, DecisionForm.ItemValue(s.Row.Id, s.Row.Revision, s.Row.ContentHash, StrongId.Parse<DecisionId>(NewId()))));

        using var answer = await PostAsync("/review/decide", [KeyValuePair.Create(DecisionForm.Decision, "approve"), .. items]);

        Assert.Equal("/review?problem=wrong_decision", answer.Headers.Location?.ToString());
        Assert.Equal(DeliverableState.Approved, (await ReadAsync(one)).Row.State);
        Assert.Equal(DeliverableState.Approved, (await ReadAsync(two)).Row.State);
        Assert.Equal(DeliverableState.PendingReview, (await ReadAsync(risky)).Row.State);
    }

    private async Task<AngleSharp.Dom.IElement> PageAsync(Uri address) =>
        new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await _browser.GetStringAsync(address)).Body!;

    private IReviewQueries Queries => synter.Services.GetRequiredService<IReviewQueries>();

    private static string NewId() => StrongId.New<DecisionId>(TimeProvider.System).ToString();

    private static List<KeyValuePair<string, string>> Fields(DeliverableView seen, string decision) =>
    [
        new(DecisionForm.DecisionId, NewId()),
        new(DecisionForm.Decision, decision),
        new(DecisionForm.Revision, seen.Row.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        new(DecisionForm.ContentHash, seen.Row.ContentHash.Text),
    ];

    private async Task<DeliverableView> ProposeAsync() => await ReadAsync(await synter.ProposeAsync(_actor, Drafts.Draft(Drafts.Post())));

    private Task<DeliverableView> ReadAsync(DeliverableView seen) => ReadAsync(seen.Row.Id);

    private async Task<DeliverableView> ReadAsync(DeliverableId id) => (await Queries.FindAsync(_actor.Workspace, id, default))!;

    private Task<HttpResponseMessage> PostAsync(DeliverableView seen, string decision, params (string Name, string Value)[] more) =>
        PostAsync(seen, decision, json: false, more);

    private Task<HttpResponseMessage> PostAsync(DeliverableView seen, string decision, bool json, params (string Name, string Value)[] more)
    {
        var fields = Fields(seen, decision).Where(f => more.All(m => m.Name != f.Key)).Concat(more.Select(m => KeyValuePair.Create(m.Name, m.Value)));
        return PostAsync($"/review/{seen.Row.Id}/decide", fields, json);
    }

    private async Task<HttpResponseMessage> PostAsync(string address, IEnumerable<KeyValuePair<string, string>> fields, bool json = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", _token), .. fields]),
        };
        if (json)
        {
            request.Headers.Accept.ParseAdd("application/json");
        }

        return await _browser.SendAsync(request);
    }
}
