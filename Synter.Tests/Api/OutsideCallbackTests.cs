using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;
using Synter.Tests.Support.Outside;

namespace Synter.Tests.Api;

/// <summary>The way to another service and back: what is asked, and all that may be wrong with what comes back.</summary>
[Collection(OutsideSynter.Name)]
public sealed class OutsideCallbackTests(OutsideSynter synter)
{
    [Fact]
    public async Task Asked_WithProofKey_State_Nonce_AndOurOwnAddress()
    {
        using var browser = synter.Browser();

        var asked = QueryHelpers.ParseQuery((await OutsideSynter.LeadAsync(browser)).Query);

        Assert.Equal(("code", "synter", "S256"), (asked["response_type"].ToString(), asked["client_id"].ToString(), asked["code_challenge_method"].ToString()));
        Assert.Equal(new Uri(synter.Address, "/auth/oidc/callback").ToString(), asked["redirect_uri"].ToString());
        Assert.Contains("openid", asked["scope"].ToString().Split(' '));
        Assert.All(new[] { "state", "nonce", "code_challenge" }, name => Assert.True(asked[name].ToString().Length >= 43));
    }

    public static TheoryData<string> Hostile => ["none", "hs256", "expired", "audience", "nonce", "issuer", "key", "altered", "missing", "foreign"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task IdToken_ThatIsNotRight_SignsNobodyIn(string how)
    {
        using var browser = synter.Browser();
        using var stranger = ForeignKey.Rsa("first");
        var acme = synter.Acme;
        var back = acme.Agree(await OutsideSynter.LeadAsync(browser), nonce =>
        {
            var claims = acme.Claims(nonce, RunningSynter.AdminEmail);
            var key = acme.Keys[0];
            switch (how)
            {
                case "none": return key.Sign(claims, new() { ["alg"] = "none", ["kid"] = key.Id }, "none");
                case "hs256": return key.Sign(claims, new() { ["alg"] = "HS256", ["kid"] = key.Id }, "HS256");
                case "expired": claims["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(-2).ToUnixTimeSeconds(); break;
                case "audience": claims["aud"] = "another"; break;
                case "nonce": claims["nonce"] = "another"; break;
                case "issuer": claims["iss"] = synter.Google.Issuer; break;
                case "key": return key.Sign(claims, new() { ["alg"] = "RS256", ["kid"] = "another" });
                case "altered": return key.Sign(claims)[..^4] + "AAAA";
                case "missing": return "";
                case "foreign": return stranger.Sign(claims);
            }

            return key.Sign(claims);
        });

        using var answer = await browser.GetAsync(back);

        Assert.Equal("/sign-in?problem=provider", answer.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(browser);
        await synter.ForgetFailuresAsync();
    }

    [Fact]
    public async Task Callback_Replayed_OrInAnotherBrowser_SignsNobodyIn()
    {
        using var browser = synter.Browser();
        var back = synter.Acme.Agree(await OutsideSynter.LeadAsync(browser));
        using var other = synter.Browser();

        using var stolen = await other.GetAsync(back);
        using var first = await browser.GetAsync(back);
        using var again = await browser.GetAsync(back);

        Assert.Equal("/sign-in?problem=provider", stolen.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(other);
        Assert.Equal("/", first.Headers.Location?.ToString());
        Assert.Equal("/sign-in?problem=provider", again.Headers.Location?.ToString());
        await synter.ForgetFailuresAsync();
    }

    [Fact]
    public async Task Callback_OfAnotherProvider_SignsNobodyIn()
    {
        using var browser = synter.Browser();
        var back = synter.Acme.Agree(await OutsideSynter.LeadAsync(browser)).ToString();

        using var mixedUp = await browser.GetAsync(back.Replace("/auth/oidc/", "/auth/google/", StringComparison.Ordinal));
        using var named = await browser.GetAsync(back + "&iss=" + Uri.EscapeDataString(synter.Google.Issuer));

        Assert.Equal("/sign-in?problem=provider", mixedUp.Headers.Location?.ToString());
        Assert.Equal("/sign-in?problem=provider", named.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(browser);
        await synter.ForgetFailuresAsync();
    }

    [Theory]
    [InlineData("/auth/oidc/callback")]
    [InlineData("/auth/oidc/callback?code=x")]
    [InlineData("/auth/oidc/callback?code=x&state=made-up")]
    public async Task Callback_OutOfNowhere_SignsNobodyIn(string address)
    {
        using var browser = synter.Browser();

        using var answer = await browser.GetAsync(address);

        Assert.Equal("/sign-in?problem=provider", answer.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(browser);
        await synter.ForgetFailuresAsync();
    }

    [Fact]
    public async Task TurningBack_IsNoFailure()
    {
        using var browser = synter.Browser();
        var state = QueryHelpers.ParseQuery((await OutsideSynter.LeadAsync(browser)).Query)["state"];

        using var answer = await browser.GetAsync(QueryHelpers.AddQueryString("/auth/oidc/callback", new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = state }));

        Assert.Equal("/sign-in?problem=cancelled", answer.Headers.Location?.ToString());
        Assert.Contains("You turned back", await browser.GetStringAsync("/sign-in?problem=cancelled"), StringComparison.Ordinal);
        Assert.DoesNotContain("outside-problem", await browser.GetStringAsync("/sign-in?problem=words-of-a-stranger"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    public async Task ReturnUrl_LeadingElsewhere_LeadsToTheStart(string returnUrl)
    {
        using var browser = synter.Browser();

        using var answer = await synter.ReturnAsync(browser, null, "/auth/oidc?returnUrl=" + Uri.EscapeDataString(returnUrl));

        Assert.Equal("/", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task SessionFromBefore_IsEnded()
    {
        var planted = new CookieContainer();
        using var attacker = synter.Browser(planted);
        (await synter.ReturnAsync(attacker)).Dispose();
        var cookie = planted.GetCookies(synter.Address)["sid"]!.Value;
        var cookies = new CookieContainer();
        cookies.Add(synter.Address, new Cookie("sid", cookie));
        using var victim = synter.Browser(cookies);

        using var answer = await synter.ReturnAsync(victim);

        Assert.NotEqual(cookie, cookies.GetCookies(synter.Address)["sid"]!.Value);
        await OutsideSynter.AssertSignedOutAsync(attacker);
        await OutsideSynter.MeAsync(victim);
    }

    [Fact]
    public async Task ManyFailures_AreSlowedDown_WithRetryAfter()
    {
        using var browser = synter.Browser();
        for (var i = 0; i < SignInThrottle.FreePerAccount + 2; i++) (await browser.GetAsync("/auth/google/callback?code=x&state=y")).Dispose();

        using var answer = await browser.GetAsync("/auth/google");

        Assert.Equal("rate_limited", await answer.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.NotNull(answer.Headers.RetryAfter);
        await synter.ForgetFailuresAsync();
    }
}
