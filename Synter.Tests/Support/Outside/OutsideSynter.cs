using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;

namespace Synter.Tests.Support.Outside;

/// <summary>A Synter that lets two providers vouch for people, both of which say whatever a test wants: <c>[Collection(OutsideSynter.Name)]</c>.</summary>
public sealed class OutsideSynter : RunningSynter
{
    public const string Name = "One Synter with providers";

    public TestIssuer Google { get; private set; } = null!;

    public TestIssuer Acme { get; private set; } = null!;

    protected override IEnumerable<string> Settings =>
    [
        $"--GOOGLE_CLIENT_ID={TestIssuer.ClientId}", $"--GOOGLE_CLIENT_SECRET={TestIssuer.ClientSecret}", $"--GOOGLE_ISSUER={Google.Issuer}",
        $"--SYNTER_OIDC_ISSUER={Acme.Issuer}", $"--SYNTER_OIDC_CLIENT_ID={TestIssuer.ClientId}", $"--SYNTER_OIDC_CLIENT_SECRET={TestIssuer.ClientSecret}", "--SYNTER_OIDC_NAME=Acme",
    ];

    public override async Task InitializeAsync()
    {
        (Google, Acme) = (await TestIssuer.StartAsync(), await TestIssuer.StartAsync());
        await base.InitializeAsync();
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await Google.DisposeAsync();
        await Acme.DisposeAsync();
    }

    public static async Task<Uri> LeadAsync(HttpClient browser, string address = "/auth/oidc")
    {
        using var answer = await browser.GetAsync(address);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return answer.Headers.Location!;
    }

    public async Task<HttpResponseMessage> ReturnAsync(HttpClient browser, Action<JsonObject>? change = null, string address = "/auth/oidc") =>
        await browser.GetAsync(Acme.Agree(await LeadAsync(browser, address), change));

    public static async Task<JsonObject> MeAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/auth/me");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.JsonAsync();
    }

    public static async Task AssertSignedOutAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync("/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    /// <summary>These tests share one network address, and fail more often than any person would.</summary>
    public async Task ForgetFailuresAsync()
    {
        await using var context = Services.GetRequiredService<SynterDatabase>().Context(new Scope.System("test"));
        await context.Set<SignInFailures>().ExecuteDeleteAsync();
    }
}

[CollectionDefinition(OutsideSynter.Name)]
public sealed class OneOutsideSynter : ICollectionFixture<OutsideSynter>;
