using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Sandbox;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class SandboxApiTests(RunningSynter synter)
{
    [Fact]
    public async Task Requests_ShowWhatAProviderReceived()
    {
        using var admin = await synter.SignInAsync();
        var token = Guid.CreateVersion7().ToString("N");
        using var provider = await ProviderAsync(token);
        using var posted = await provider.PostAsJsonAsync("x/2/tweets?a=1", new { text = $"Hello {token[^6..]}" });

        using var answer = await admin.GetAsync("/sandbox/requests?provider=x&since=0&limit=200");
        var item = (await answer.JsonAsync())["items"]!.AsArray().Last()!;

        Assert.Equal(HttpStatusCode.Created, posted.StatusCode);
        Assert.Equal("POST", item["method"]!.GetValue<string>());
        Assert.Equal("/2/tweets", item["path"]!.GetValue<string>());
        Assert.Equal("1", item["query"]!["a"]!.GetValue<string>());
        Assert.Equal($"Hello {token[^6..]}", item["body"]!["text"]!.GetValue<string>());
        Assert.Equal("answered:201", item["outcome"]!.GetValue<string>());
        Assert.Null(item["effect_id"]);
        Assert.DoesNotContain(token, item.ToJsonString());
    }

    [Fact]
    public async Task Faults_AreSetAndReset()
    {
        using var admin = await synter.SignInAsync();
        using var provider = await ProviderAsync("reset");

        using var put = await admin.PutAsJsonAsync("/sandbox/faults", new { provider = "facebook", mode = "drop_before", times = 3 });
        var fault = await put.JsonAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => provider.PostAsJsonAsync("facebook/v25.0/me/feed", new { message = "x" }));
        using var reset = await admin.DeleteAsync("/sandbox");
        using var requests = await admin.GetAsync("/sandbox/requests");
        using var works = await provider.GetAsync("facebook/v25.0/me");

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal("drop_before", fault["mode"]!.GetValue<string>());
        Assert.Equal(3, fault["times"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Empty((await requests.JsonAsync())["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, works.StatusCode);
    }

    [Theory]
    [InlineData("""{"provider":"y","mode":"status"}""", "/provider")]
    [InlineData("""{"provider":"x","mode":"status","status":200}""", "/status")]
    [InlineData("""{"provider":"x","mode":"slow","delay_ms":-1}""", "/delay_ms")]
    [InlineData("""{"provider":"x","mode":"status","times":0}""", "/times")]
    [InlineData("""{"provider":"x","mode":"explode"}""", "/mode")]
    [InlineData("""{"provider":"x"}""", "/mode")]
    public async Task Faults_ThatCannotBe_AreRefusedWithTheirPointer(string body, string pointer)
    {
        using var admin = await synter.SignInAsync();

        using var answer = await admin.PutAsync("/sandbox/faults", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var errors = (await answer.JsonAsync())["errors"]!.AsArray();

        Assert.Equal("validation_failed", await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal(pointer, Assert.Single(errors)!["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task WithoutSignIn_EverythingIsClosed()
    {
        using var nobody = synter.Anonymous();

        using var requests = await nobody.GetAsync("/sandbox/requests");
        using var reset = await nobody.DeleteAsync("/sandbox");

        Assert.Equal("unauthenticated", await requests.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("unauthenticated", await reset.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    public async Task WhoIsNoAdmin_IsRefusedByTheUseCase(Role role)
    {
        var sandbox = synter.Services.GetRequiredService<UseSandbox>();
        var actor = new Actor(StrongId.New<UserId>(TimeProvider.System), StrongId.New<WorkspaceId>(TimeProvider.System), role, Via.Api, "someone");

        Assert.Equal("forbidden", (await sandbox.ResetAsync(actor, default)).Refusal!.Code);
        Assert.Equal("forbidden", (await sandbox.OverviewAsync(actor, default)).Refusal!.Code);
    }

    [Fact]
    public async Task Ready_SaysWhereTheSandboxIs()
    {
        using var nobody = synter.Anonymous();

        using var answer = await nobody.GetAsync("/health/ready");
        var body = await answer.JsonAsync();

        Assert.Matches(@"^http://127\.0\.0\.1:\d+$", body["sandbox_url"]!.GetValue<string>());
        Assert.Equal("ok", body["checks"]!["sandbox"]!["status"]!.GetValue<string>());
    }

    private async Task<HttpClient> ProviderAsync(string token)
    {
        using var nobody = synter.Anonymous();
        using var ready = await nobody.GetAsync("/health/ready");
        var url = (await ready.JsonAsync())["sandbox_url"]!.GetValue<string>();
        return new HttpClient { BaseAddress = new Uri(url), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }
}

/// <summary>What Production is like: nothing to try, and nothing that looks as if.</summary>
public sealed class SandboxOffTests(SandboxOffTests.Off synter) : IClassFixture<SandboxOffTests.Off>
{
    [Fact]
    public async Task Off_TheApiIsNotThere()
    {
        using var admin = await synter.SignInAsync();

        using var requests = await admin.GetAsync("/sandbox/requests");
        using var nobody = synter.Anonymous();
        using var ready = await nobody.GetAsync("/health/ready");

        Assert.Equal("not_found", await requests.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Null((await ready.JsonAsync())["sandbox_url"]);
    }

    [Fact]
    public void Off_WritersSpeakToTheRealProviders() =>
        Assert.Null(synter.Services.GetRequiredService<Synter.Infrastructure.Providers.IProviderStandIn>().For("x"));

    public sealed class Off : RunningSynter
    {
        protected override IEnumerable<string> Settings => ["--SYNTER_SANDBOX=false"];
    }
}
