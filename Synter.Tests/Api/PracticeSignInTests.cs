using System.Net;
using System.Net.Http.Json;
using Synter.Tests.Support;
using Synter.Tests.Support.Outside;

namespace Synter.Tests.Api;

/// <summary>The sandbox in place of Google: the whole way over real HTTP, and for nobody but who sits at the machine.</summary>
[Collection(OneSynter.Name)]
public sealed class PracticeSignInTests(RunningSynter synter)
{
    [Fact]
    public async Task Practice_SignsIn_AndTheSandboxShowsIt_WithNoSecret()
    {
        var email = Mailbox.NewAddress();
        using var browser = await synter.SignInByPracticeAsync(email);
        using var admin = await synter.SignInAsync();

        var me = await (await browser.GetAsync("/auth/me")).JsonAsync();
        var requests = (await (await admin.GetAsync("/sandbox/requests?provider=identity")).JsonAsync())["items"]!.AsArray();

        Assert.Equal(email, me["email"]!.GetValue<string>());
        var trade = requests.Single(request => request!["path"]!.GetValue<string>() == "/token")!["body"]!.GetValue<string>();
        Assert.Contains("client_secret=***", trade, StringComparison.Ordinal);
        Assert.Contains("code=***", trade, StringComparison.Ordinal);
        Assert.Contains("code_verifier=***", trade, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BehindAProxy_ItIsNotThere()
    {
        using var client = synter.Anonymous();
        var here = await client.GetStringAsync("/sign-in");
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");

        var page = await client.GetStringAsync("/sign-in");
        using var answer = await client.GetAsync("/auth/google");

        Assert.Contains("Continue with Google (practice)", here, StringComparison.Ordinal);
        Assert.DoesNotContain("Continue with", page, StringComparison.Ordinal);
        Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task WhatIsNotConfigured_IsNotThere()
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync("/auth/oidc");

        Assert.Equal("not_found", await answer.ProblemAsync(HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Page_LeadsNowhereElse()
    {
        using var client = synter.Anonymous();
        using var lead = await client.GetAsync("/auth/google");
        var away = lead.Headers.Location!.ToString().Replace(Uri.EscapeDataString($"http://{synter.Address.Authority}"), Uri.EscapeDataString("https://evil.example"), StringComparison.Ordinal);

        using var page = await client.GetAsync(away);
        using var onward = await client.GetAsync(PracticeSignIn.Agree(new Uri(away), "ann@example.com"));

        Assert.Contains("evil.example", away, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (page.StatusCode, onward.StatusCode));
    }

    [Fact]
    public async Task CodeWithoutItsProofKey_BuysNothing()
    {
        using var client = synter.Anonymous();
        using var lead = await client.GetAsync("/auth/google");
        var authorize = lead.Headers.Location!;
        using var agreed = await client.GetAsync(PracticeSignIn.Agree(authorize, "ann@example.com"));
        var back = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(agreed.Headers.Location!.Query);

        using var answer = await client.PostAsync(new Uri(authorize, "token"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["client_id"] = "synter", ["client_secret"] = "practice", ["code"] = back["code"]!, ["code_verifier"] = "another",
            ["redirect_uri"] = new Uri(synter.Address, "/auth/google/callback").ToString(),
        }));

        Assert.Equal("invalid_grant", (await answer.JsonAsync())["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task ProviderThatFails_LeadsBack_AndSaysSo()
    {
        using var admin = await synter.SignInAsync();
        using var browser = synter.Browser();
        using var lead = await browser.GetAsync("/auth/google");
        using var agreed = await browser.GetAsync(PracticeSignIn.Agree(lead.Headers.Location!, "ann@example.com"));
        using var fault = await admin.PutAsJsonAsync("/sandbox/faults", new { provider = "identity", mode = "status", status = 503, times = 1 });

        using var back = await browser.GetAsync(agreed.Headers.Location);

        Assert.Equal(HttpStatusCode.OK, fault.StatusCode);
        Assert.Equal("/sign-in?problem=provider", back.Headers.Location?.ToString());
    }
}
