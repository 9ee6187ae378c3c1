using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Tests.Support;
using Synter.Web.Api;

namespace Synter.Tests.Api;

/// <summary>Through a POST that acts: asking a provider whether a credential works. The probe counts and can be held.</summary>
public sealed class IdempotencyTests(IdempotencyTests.WithProbe synter) : IClassFixture<IdempotencyTests.WithProbe>
{
    [Fact]
    public async Task SameKey_HundredAtOnce_ActsOnce()
    {
        using var client = await synter.SignInElsewhereAsync();
        var address = await CredentialAsync(client);
        var before = synter.Probe.Calls;
        synter.Probe.Hold();

        var requests = Enumerable.Range(0, 100).Select(_ => PostAsync(client, address, "key-1")).ToList();
        // All but the one that is held are answered.
        await Eventually.TrueAsync(() => requests.Count(r => r.IsCompleted) == 99, "99 requests are answered");
        synter.Probe.Release();
        var answers = await Task.WhenAll(requests);

        Assert.Equal(before + 1, synter.Probe.Calls);
        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
        foreach (var waiting in answers.Where(a => a.StatusCode != HttpStatusCode.OK))
        {
            Assert.Equal("in_progress", await waiting.ProblemAsync(HttpStatusCode.Conflict));
            Assert.NotNull(waiting.Headers.RetryAfter);
        }

        var again = await PostAsync(client, address, "key-1");
        Assert.Equal(await answers.Single(a => a.StatusCode == HttpStatusCode.OK).Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("true", again.Headers.GetValues(Idempotency.ReplayedHeader).Single());
        Assert.Equal("application/json", again.Content.Headers.ContentType!.MediaType);
        Assert.Equal(before + 1, synter.Probe.Calls);
    }

    [Fact]
    public async Task SameKey_OtherBody_IsAMismatch()
    {
        using var client = await synter.SignInElsewhereAsync();
        await client.SendAsync(Keyed("/api/v1/stop", "key-1", new { reason = "one" }));

        using var answer = await client.SendAsync(Keyed("/api/v1/stop", "key-1", new { reason = "two" }));

        Assert.Equal("idempotency_mismatch", await answer.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task SameKey_OnAnotherAddress_IsAnotherRequest()
    {
        using var client = await synter.SignInElsewhereAsync();
        var (one, two) = (await CredentialAsync(client, "one"), await CredentialAsync(client, "two"));
        var before = synter.Probe.Calls;

        await PostAsync(client, one, "key-1");
        await PostAsync(client, two, "key-1");

        Assert.Equal(before + 2, synter.Probe.Calls);
    }

    [Fact]
    public async Task Refusal_IsAnAnswerToo_AndComesAgain()
    {
        using var client = await synter.SignInElsewhereAsync();
        var unknown = $"/api/cp/platform-credentials/{StrongId.New<CredentialRef>(TimeProvider.System)}/test";

        using var first = await PostAsync(client, unknown, "key-1");
        using var again = await PostAsync(client, unknown, "key-1");

        Assert.Equal("not_found", await first.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal("application/problem+json", again.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task OurOwnFailure_IsNotKept()
    {
        using var client = await synter.SignInElsewhereAsync();
        var address = await CredentialAsync(client);
        synter.Probe.Fails = true;
        Assert.Equal("internal_error", await (await PostAsync(client, address, "key-1")).ProblemAsync(HttpStatusCode.InternalServerError));
        synter.Probe.Fails = false;

        using var again = await PostAsync(client, address, "key-1");

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task BodyThatDoesNotFit_DoesNotUseTheKeyUp()
    {
        using var client = await synter.SignInElsewhereAsync();
        Assert.Equal("validation_failed", await (await client.SendAsync(Keyed("/api/v1/resume", "key-1", new { word = 5 }))).ProblemAsync(HttpStatusCode.UnprocessableEntity));

        using var again = await client.SendAsync(Keyed("/api/v1/resume", "key-1", new { word = "resume" }));

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task WithoutAKey_EachActs()
    {
        using var client = await synter.SignInElsewhereAsync();
        var address = await CredentialAsync(client);
        var before = synter.Probe.Calls;

        await client.PostAsync(address, null);
        await client.PostAsync(address, null);

        Assert.Equal(before + 2, synter.Probe.Calls);
    }

    [Fact]
    public void EveryPostOfTheApi_HonoursKeys()
    {
        // Signing in makes a session each time, signing out twice is once, and a rotated token is never given twice.
        var without = synter.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true && !Idempotency.IsHonouredBy(e) && e.Metadata.GetMetadata<ComponentTypeMetadata>() is null)
            .Select(e => "/" + e.RoutePattern.RawText?.TrimStart('/'))
            .Where(path => new DefaultHttpContext { Request = { Path = path } }.Request.IsApi());

        Assert.All(without, path => Assert.Matches("^(/api)?/auth/", path));
    }

    public static TheoryData<string[]> BadKeys => [[""], ["with space"], [new string('k', 256)], ["one", "two"]];

    [Theory]
    [MemberData(nameof(BadKeys))]
    public async Task BadKey_IsMalformed(string[] keys)
    {
        using var client = await synter.SignInElsewhereAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/stop") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation(Idempotency.Header, keys);

        Assert.Equal("malformed", await (await client.SendAsync(request)).ProblemAsync(HttpStatusCode.BadRequest));
    }

    private static async Task<string> CredentialAsync(HttpClient client, string identity = "page")
    {
        using var answer = await client.PutAsJsonAsync(
            "/api/cp/platform-credentials", new { platform = "counted", posting_identity = identity, secret = new { access_token = "any" } });
        return $"/api/cp/platform-credentials/{(await answer.JsonAsync())["credential_ref"]!.GetValue<string>()}/test";
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string address, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Add(Idempotency.Header, key);
        return client.SendAsync(request);
    }

    private static HttpRequestMessage Keyed(string address, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add(Idempotency.Header, key);
        return request;
    }

    public sealed class WithProbe : RunningSynter
    {
        public CountingProbe Probe { get; } = new();

        protected override void Configure(IServiceCollection services) => services.AddSingleton<ICredentialProbe>(Probe);
    }

    public sealed class CountingProbe : ICredentialProbe
    {
        private TaskCompletionSource _gate = Open();
        private int _calls;

        public int Calls => _calls;

        public bool Fails { get; set; }

        public string Provider => "counted";

        public IReadOnlyList<string> SecretFields => ["access_token"];

        public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => _gate.SetResult();

        public async Task<ProbeAnswer> TestAsync(WorkspaceId workspace, Secret secret, string? postingIdentity, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _calls);
            await _gate.Task;
            return Fails ? throw new InvalidOperationException("A bug.") : new ProbeAnswer(ProbeOutcome.Works, "Fine.");
        }

        private static TaskCompletionSource Open()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }
}
