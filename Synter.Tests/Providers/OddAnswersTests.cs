using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Domain.Vault;
using Synter.Infrastructure.Providers;
using Synter.Tests.Support;

namespace Synter.Tests.Providers;

/// <summary>Answers that no documentation promises, and refusals that the sandbox does not play: each is told, none is a crash.</summary>
public class OddAnswersTests
{
    public static TheoryData<string, string> Bodies()
    {
        var data = new TheoryData<string, string>();
        foreach (var provider in new[] { "facebook", "x" })
        {
            foreach (var body in new[] { "", "null", "[]", "\"ok\"", "{}", """{"id":5,"data":{"id":5}}""", """{"id":"","data":{"id":""}}""", """{"id":{},"data":[5]}""", """{"data":"x"}""", "<html>", """{"id":"1" """ })
            {
                data.Add(provider, body);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Send_AnsweredWithAnotherShape_IsInDoubt(string provider, string body)
    {
        var e = await FailsAsync(provider, HttpStatusCode.OK, body);

        Assert.Equal((FailureClass.Schema, "unexpected_answer", true), (e.Class, e.Code, e.InDoubt));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Find_AnsweredWithAnotherShape_CannotTell(string provider, string body)
    {
        using var services = Services(provider, new Canned(HttpStatusCode.OK, body));
        var finding = await Writer(services, provider).FindAsync(await EffectAsync(provider), default);

        Assert.IsType<Finding.CannotTell>(finding);
    }

    [Theory]
    [InlineData("facebook")]
    [InlineData("x")]
    public async Task Send_AnsweredByAGateway_IsInDoubt(string provider)
    {
        var e = await FailsAsync(provider, HttpStatusCode.BadGateway, "<html>502</html>");

        Assert.Equal((FailureClass.Transient, "provider_error", true), (e.Class, e.Code, e.InDoubt));
    }

    [Theory]
    [InlineData(190, FailureClass.Auth, "sign_in_refused")]
    [InlineData(10, FailureClass.Auth, "permission_missing")]
    [InlineData(200, FailureClass.Auth, "permission_missing")]
    [InlineData(299, FailureClass.Auth, "permission_missing")]
    [InlineData(32, FailureClass.Transient, "rate_limited")]
    [InlineData(4, FailureClass.Transient, "rate_limited")]
    [InlineData(80001, FailureClass.Transient, "rate_limited")]
    [InlineData(1, FailureClass.Transient, "provider_error")]
    [InlineData(368, FailureClass.Rejected, "blocked_for_policy")]
    [InlineData(506, FailureClass.Rejected, "duplicate")]
    [InlineData(100, FailureClass.Rejected, "refused")]
    [InlineData(2635, FailureClass.Rejected, "version_ended")]
    public async Task Facebook_GoesByGraphsOwnCode_WhateverTheStatus(int code, FailureClass failure, string name)
    {
        var e = await FailsAsync("facebook", HttpStatusCode.BadRequest, $$$"""{"error":{"message":"secret detail","type":"OAuthException","code":{{{code}}},"fbtrace_id":"A"}}""");

        Assert.Equal((failure, name, false), (e.Class, e.Code, e.InDoubt));
        Assert.DoesNotContain("secret detail", e.Message);
    }

    [Fact]
    public async Task Facebook_Limited_WaitsAsLongAsTheBusinessHeaderSays()
    {
        var e = await FailsAsync(
            "facebook", HttpStatusCode.BadRequest, """{"error":{"code":32}}""",
            ("x-business-use-case-usage", """{"1":[{"type":"pages","estimated_time_to_regain_access":7}],"2":[{"estimated_time_to_regain_access":3}]}"""));

        Assert.Equal(TimeSpan.FromMinutes(7), e.RetryAfter);
    }

    [Theory]
    [InlineData("Wed, 21 Oct 2015 07:28:00 GMT", 0)]
    [InlineData("999999999", 86_400)]
    [InlineData("soon", 60)]
    public async Task RetryAfter_ThatMakesNoSense_IsHeldWithinADay(string header, int seconds)
    {
        var e = await FailsAsync("facebook", HttpStatusCode.TooManyRequests, "{}", ("Retry-After", header));

        Assert.Equal(TimeSpan.FromSeconds(seconds), e.RetryAfter);
    }

    [Fact]
    public async Task Unreachable_IsNotInDoubt()
    {
        using var services = Services("x", new Unreachable());

        var e = await Assert.ThrowsAsync<ProviderException>(async () => await Writer(services, "x").SendAsync(await EffectAsync("x"), default));

        Assert.Equal((FailureClass.Transient, "unreachable", false), (e.Class, e.Code, e.InDoubt));
    }

    [Fact]
    public async Task RealProvider_IsNeverToldWhichEffectItIs()
    {
        var canned = new Canned(HttpStatusCode.Created, """{"data":{"id":"1"}}""");
        using var services = Services("x", canned);

        await Writer(services, "x").SendAsync(await EffectAsync("x"), default);

        Assert.All(canned.Requests, r => Assert.DoesNotContain(r.Headers, h => h.Key.StartsWith("X-Sandbox", StringComparison.OrdinalIgnoreCase)));
        Assert.All(canned.Requests, r => Assert.Equal("https://api.x.com", r.RequestUri!.GetLeftPart(UriPartial.Authority)));
        Assert.All(canned.Requests, r => Assert.Equal("Bearer", r.Headers.Authorization!.Scheme));
    }

    private static async Task<ProviderException> FailsAsync(string provider, HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        using var services = Services(provider, new Canned(status, body, headers));
        return await Assert.ThrowsAsync<ProviderException>(async () => await Writer(services, provider).SendAsync(await EffectAsync(provider), default));
    }

    private static IEffectWriter Writer(IServiceProvider services, string provider) => services.GetServices<IEffectWriter>().Single(w => w.Provider == provider);

    private static Task<ApprovedEffect> EffectAsync(string provider) => ApprovedEffects.MakeAsync(
        StrongId.New<WorkspaceId>(TimeProvider.System),
        new ContentEffect("post", provider, "Sunrise", StrongId.New<CredentialRef>(TimeProvider.System), [], null, new JsonObject { ["v"] = 1, ["text"] = "Hello" }, null, null, "key", null));

    private static ServiceProvider Services(string provider, HttpMessageHandler handler)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<IVault, AnySecret>()
            .AddSingleton<IProviderStandIn, NoStandIn>()
            .AddSocialProviders();
        services.AddHttpClient(provider).ConfigurePrimaryHttpMessageHandler(() => handler);
        return services.BuildServiceProvider();
    }

    private sealed class Canned(HttpStatusCode status, string body, params (string Name, string Value)[] headers) : HttpMessageHandler
    {
        public List<HttpRequestMessage> Requests { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add(request);
            var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers) response.Headers.TryAddWithoutValidation(name, value);
            return Task.FromResult(response);
        }
    }

    private sealed class Unreachable : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError, "refused");
    }

    private sealed class AnySecret : IVault
    {
        public Task<Secret?> RevealAsync(WorkspaceId workspace, CredentialRef credential, CancellationToken cancellationToken) =>
            Task.FromResult<Secret?>(new Secret(new Dictionary<string, string> { ["access_token"] = "EAAtoken" }));
    }

    private sealed class NoStandIn : IProviderStandIn
    {
        public Uri? For(string provider) => null;
    }
}
