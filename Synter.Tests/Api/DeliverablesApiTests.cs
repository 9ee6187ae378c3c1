using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class DeliverablesApiTests(RunningSynter synter) : IAsyncLifetime
{
    private HttpClient _client = null!;
    private Actor _actor = null!;

    public static TheoryData<string> Kinds => new(EffectKinds.All.Select(k => k.Key));

    public async Task InitializeAsync()
    {
        _client = await synter.SignInAsync();
        _actor = await _client.ActorAsync();
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task WholePath_ReviewExecuteAndRead_AsTheContractSays()
    {
        var credential = await _client.ConnectAsync();
        var seen = await ProposeAsync(Drafts.Post() with { Credential = credential });
        Assert.Equal(("pending_review", 1, true), (Text(seen, "state"), seen["revision"]!.GetValue<int>(), seen["approval"] is null));

        var reviewed = await (await ReviewAsync(seen, "approve")).JsonAsync();
        Assert.Equal("approved", Text(reviewed, "state"));
        var approval = Text(reviewed["approval"]!, "approval_id");
        Assert.Equal(Text(seen, "content_hash"), Text(reviewed["approval"]!, "content_hash"));

        using var executed = await ExecuteAsync(seen, new { approval_id = approval });
        Assert.Equal(HttpStatusCode.Accepted, executed.StatusCode);
        var execution = await executed.JsonAsync();
        Assert.Equal("executing", Text(execution, "state"));
        Assert.Equal(executed.Headers.GetValues("X-Correlation-Id").Single(), Text(execution, "correlation_id"));

        await Eventually.TrueAsync(async () => Text(await ReadAsync(seen), "state") == "executed", "it is executed");
        var now = await ReadAsync(seen);
        var effect = now["effects"]![0]!;
        Assert.Equal("executed", Text(effect, "state"));
        Assert.NotEmpty(Text(effect, "provider_ref"));
        Assert.Equal(Text(execution, "correlation_id"), Text(effect, "correlation_id"));
        Assert.Equal(1, await SandboxPostsAsync(Text(effect, "idempotency_key")));
        Assert.Equal("wrong_state", await (await ExecuteAsync(seen, new { approval_id = approval })).ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Content_IsTheBytesThatWereHashed()
    {
        var seen = await ProposeAsync(Drafts.Post("Zähne 🦷"));

        var bytes = await _client.GetByteArrayAsync(new Uri($"/api/v1/deliverables/{Text(seen, "deliverable_id")}/content", UriKind.Relative));

        Assert.Equal(Text(seen, "content_hash"), "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));
        using var none = await _client.GetAsync(new Uri($"/api/v1/deliverables/{Text(seen, "deliverable_id")}/content?revision=2", UriKind.Relative));
        Assert.Equal("not_found", await none.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Execute_EachKindWithoutAnApproval_IsDeniedAndFindable(string kind)
    {
        var seen = await ProposeAsync(Drafts.OfKind(kind));

        foreach (var body in new object[] { new { }, new { approval_id = (string?)null }, new { approval_id = "" } })
        {
            using var answer = await ExecuteAsync(seen, body);
            Assert.Equal("approval_required", await answer.ProblemAsync(HttpStatusCode.Forbidden));
            var correlation = answer.Headers.GetValues("X-Correlation-Id").Single();
            var denials = await GetAsync($"/api/v1/denials?correlation_id={correlation}");
            var denial = Assert.Single(denials["items"]!.AsArray())!;
            Assert.Equal(("approval_required", correlation), (Text(denial, "code"), Text(denial, "correlation_id")));
        }
    }

    [Fact]
    public async Task Execute_WithoutABodyAtAll_IsDeniedToo()
    {
        var seen = await ProposeAsync(Drafts.Post());

        using var answer = await _client.PostAsync(new Uri($"/api/v1/deliverables/{Text(seen, "deliverable_id")}/execute", UriKind.Relative), null);

        Assert.Equal("approval_required", await answer.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Theory]
    [InlineData("""{"approval_id":5}""")]
    [InlineData("""{"dry_run":"yes"}""")]
    [InlineData("""{"approve":true}""")]
    public async Task Execute_ABodyOfAnotherShape_IsInvalid(string body)
    {
        var seen = await ProposeAsync(Drafts.Post());
        using var content = new StringContent(body, null, "application/json");

        using var answer = await _client.PostAsync(new Uri($"/api/v1/deliverables/{Text(seen, "deliverable_id")}/execute", UriKind.Relative), content);

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Review_Stale_Decided_OrTheWrongDecision_AreTold()
    {
        var seen = await ProposeAsync(Drafts.Post());
        var other = (JsonObject)seen.DeepClone();
        other["content_hash"] = "sha256:00";
        Assert.Equal("stale_revision", await (await ReviewAsync(other, "approve")).ProblemAsync(HttpStatusCode.Conflict));
        Assert.Equal("wrong_decision", await (await ReviewAsync(seen, "acknowledge")).ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("validation_failed", await (await ReviewAsync(seen, "maybe")).ProblemAsync(HttpStatusCode.UnprocessableEntity));

        Assert.Equal(HttpStatusCode.OK, (await ReviewAsync(seen, "reject")).StatusCode);

        Assert.Equal("already_decided", await (await ReviewAsync(seen, "approve")).ProblemAsync(HttpStatusCode.Conflict));
        var report = await ReadAsync(await synter.ProposeAsync(_actor, Drafts.Report()));
        Assert.Equal("wrong_decision", await (await ReviewAsync(report, "approve")).ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("acknowledged", Text(await (await ReviewAsync(report, "acknowledge")).JsonAsync(), "state"));
    }

    [Fact]
    public async Task Review_WithAnEdit_MakesARevisionOrSaysWhere()
    {
        var seen = await ProposeAsync(Drafts.Post());
        var effect = Text(seen["effects"]![0]!, "effect_id");

        using var wrong = await ReviewAsync(seen, "edit", new { effects = new[] { new { effect_id = effect, payload = new { text = "", account = "x" } } } });
        var problem = await wrong.JsonAsync();
        Assert.Equal(
            ["/edit/effects/0/payload/account", "/edit/effects/0/payload/text"],
            problem["errors"]!.AsArray().Select(e => Text(e!, "pointer")).Order());

        var edited = await (await ReviewAsync(seen, "edit", new { body_markdown = "Read.", effects = new[] { new { effect_id = effect, payload = new { text = "Floss twice." } } } })).JsonAsync();
        Assert.Equal(("pending_review", 2), (Text(edited, "state"), edited["revision"]!.GetValue<int>()));
        var now = await ReadAsync(seen);
        Assert.Equal(("Read.", "Floss twice."), (Text(now, "body_markdown"), Text(now["effects"]![0]!["after"]!, "text")));
        Assert.Equal(Text(edited, "content_hash"), Text(now, "content_hash"));
    }

    [Fact]
    public async Task Revoke_ByApi_EndsTheApproval()
    {
        var seen = await ProposeAsync(Drafts.Post());
        var approval = Text((await (await ReviewAsync(seen, "approve")).JsonAsync())["approval"]!, "approval_id");

        using var revoked = await _client.PostAsync(new Uri($"/api/v1/approvals/{approval}/revoke", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal("approval_revoked", await (await ExecuteAsync(seen, new { approval_id = approval })).ProblemAsync(HttpStatusCode.Forbidden));
        using var unknown = await _client.PostAsync(new Uri($"/api/v1/approvals/{ApprovalId.From(Guid.CreateVersion7())}/revoke", UriKind.Relative), null);
        Assert.Equal("not_found", await unknown.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task DryRun_IsReportedAsSkippedAndSpendsNothing()
    {
        var seen = await ProposeAsync(Drafts.Post() with { Credential = await _client.ConnectAsync() });
        var approval = Text((await (await ReviewAsync(seen, "approve")).JsonAsync())["approval"]!, "approval_id");

        using var answer = await ExecuteAsync(seen, new { approval_id = approval, dry_run = true });

        var execution = await answer.JsonAsync();
        Assert.Equal((HttpStatusCode.Accepted, "approved"), (answer.StatusCode, Text(execution, "state")));
        Assert.Equal("skipped", Text(execution["effects"]![0]!, "state"));
        Assert.Null(execution["effects"]![0]!["problem"]);
        Assert.Equal(0, await SandboxPostsAsync(Text(seen["effects"]![0]!, "idempotency_key")));
    }

    [Fact]
    public async Task EverythingOfAnotherWorkspace_IsNotFound()
    {
        var seen = await ProposeAsync(Drafts.Post());
        var id = Text(seen, "deliverable_id");
        var approval = Text((await (await ReviewAsync(seen, "approve")).JsonAsync())["approval"]!, "approval_id");
        using var stranger = await synter.SignInElsewhereAsync();

        foreach (var address in new[] { $"deliverables/{id}", $"deliverables/{id}/content", $"effects/{Text(seen["effects"]![0]!, "effect_id")}" })
        {
            using var answer = await stranger.GetAsync(new Uri($"/api/v1/{address}", UriKind.Relative));
            Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
        }

        using var executed = await stranger.PostAsJsonAsync($"/api/v1/deliverables/{id}/execute", new { approval_id = approval });
        Assert.Equal("not_found", await executed.ProblemAsync(HttpStatusCode.NotFound));
        using var revoked = await stranger.PostAsync(new Uri($"/api/v1/approvals/{approval}/revoke", UriKind.Relative), null);
        Assert.Equal("not_found", await revoked.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task List_IsPagedFilteredAndStrict()
    {
        for (var i = 0; i < 3; i++)
        {
            await ProposeAsync(Drafts.Post());
        }

        var first = await GetAsync("/api/v1/deliverables?state=pending_review&kind=post&limit=2");
        var second = await GetAsync($"/api/v1/deliverables?state=pending_review&kind=post&limit=2&cursor={Text(first, "next_cursor")}");

        Assert.Equal(2, first["items"]!.AsArray().Count);
        Assert.Empty(first["items"]!.AsArray().Select(i => Text(i!, "deliverable_id")).Intersect(second["items"]!.AsArray().Select(i => Text(i!, "deliverable_id"))));
        await RefusedAsync("/api/v1/deliverables?state=lost", HttpStatusCode.UnprocessableEntity, "validation_failed");
        await RefusedAsync("/api/v1/deliverables?limit=0", HttpStatusCode.UnprocessableEntity, "validation_failed");
        await RefusedAsync("/api/v1/deliverables?cursor=garbage", HttpStatusCode.BadRequest, "bad_cursor");
        await RefusedAsync("/api/v1/deliverables/made-up", HttpStatusCode.NotFound, "not_found");
        await RefusedAsync("/api/v1/hired-agents/hag_00000000000000000000000000000000/deliverables", HttpStatusCode.NotFound, "not_found");
    }

    [Fact]
    public async Task IdempotencyKey_OnReviewAndExecute_ActsOnce()
    {
        var seen = await ProposeAsync(Drafts.Post() with { Credential = await _client.ConnectAsync() });
        using var client = await synter.SignInAsync();
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.CreateVersion7().ToString());

        var one = await (await ReviewAsync(seen, "approve", client: client)).Content.ReadAsStringAsync();
        var two = await (await ReviewAsync(seen, "approve", client: client)).Content.ReadAsStringAsync();

        Assert.Equal(one, two);
        var approval = Text(JsonNode.Parse(one)!["approval"]!, "approval_id");
        Assert.Equal(HttpStatusCode.Accepted, (await ExecuteAsync(seen, new { approval_id = approval }, client)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await ExecuteAsync(seen, new { approval_id = approval }, client)).StatusCode);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();

    private async Task<JsonObject> ProposeAsync(ProposedEffect effect) => await ReadAsync(await synter.ProposeAsync(_actor, Drafts.Draft(effect)));

    private Task<JsonObject> ReadAsync(JsonObject seen) => GetAsync($"/api/v1/deliverables/{Text(seen, "deliverable_id")}");

    private Task<JsonObject> ReadAsync(DeliverableId id) => GetAsync($"/api/v1/deliverables/{id}");

    private async Task<JsonObject> GetAsync(string address)
    {
        using var answer = await _client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task RefusedAsync(string address, HttpStatusCode status, string code)
    {
        using var answer = await _client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal(code, await answer.ProblemAsync(status));
    }

    private Task<HttpResponseMessage> ReviewAsync(JsonObject seen, string decision, object? edit = null, HttpClient? client = null) =>
        (client ?? _client).PostAsJsonAsync(
            $"/api/v1/deliverables/{Text(seen, "deliverable_id")}/review",
            new { decision, revision = seen["revision"]!.GetValue<int>(), content_hash = Text(seen, "content_hash"), note = "Because.", edit });

    private Task<HttpResponseMessage> ExecuteAsync(JsonObject seen, object body, HttpClient? client = null) =>
        (client ?? _client).PostAsJsonAsync($"/api/v1/deliverables/{Text(seen, "deliverable_id")}/execute", body);

    private async Task<int> SandboxPostsAsync(string key)
    {
        var requests = await GetAsync("/sandbox/requests?provider=facebook&limit=200");
        return requests["items"]!.AsArray().Count(r => r!["method"]!.GetValue<string>() == "POST" && r["idempotency_key"]?.GetValue<string>() == key);
    }
}
