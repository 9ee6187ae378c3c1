using System.Net;
using System.Net.Http.Json;
using Synter.Tests.Support;
using Synter.Web.Components.Layout;

namespace Synter.Tests.Api;

/// <summary>What keeps another site, or whoever was at the browser before, from acting as the person who signs in.</summary>
public sealed class BrowserDefenceTests(BrowserDefenceTests.WithAFriend synter) : IClassFixture<BrowserDefenceTests.WithAFriend>
{
    private const string Friend = "https://app.example.com";

    [Fact]
    public async Task SignIn_WithACookieFromBefore_GetsAnotherAndEndsTheOld()
    {
        using var attacker = synter.Anonymous();
        using var first = await LoginAsync(attacker, null);
        var fixedCookie = CookieOf(first);
        using var victim = synter.Anonymous();

        using var second = await LoginAsync(victim, fixedCookie);

        Assert.NotEqual(fixedCookie, CookieOf(second));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(attacker, fixedCookie));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(victim, CookieOf(second)));
    }

    [Fact]
    public async Task SignIn_WithAMadeUpCookie_IsNotGivenIt()
    {
        using var client = synter.Anonymous();

        using var login = await LoginAsync(client, "sid=chosen-by-a-stranger");

        Assert.NotEqual("sid=chosen-by-a-stranger", CookieOf(login));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(client, "sid=chosen-by-a-stranger"));
    }

    [Theory]
    [InlineData("GET", "/auth/me", HttpStatusCode.OK)]
    [InlineData("POST", "/auth/rotate", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/auth/token", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/auth/tokens", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/invitations", HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/api/v1/members/x/role", HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "/auth/sessions/x", HttpStatusCode.Forbidden)]
    public async Task Cookie_WithoutTheToken_ChangesNothing(string method, string path, HttpStatusCode status)
    {
        using var client = synter.Anonymous();
        using var login = await LoginAsync(client, null);
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = method == "GET" ? null : JsonContent.Create(new { }) };
        request.Headers.Add("Cookie", CookieOf(login));

        using var answer = await client.SendAsync(request);

        Assert.Equal(status, answer.StatusCode);
        if (status == HttpStatusCode.Forbidden) Assert.Equal("csrf", await answer.ProblemAsync(status));
    }

    [Fact]
    public async Task Cookie_WithTheTokenOfAnotherPerson_ChangesNothing()
    {
        using var client = synter.Anonymous();
        using var mine = await LoginAsync(client, null);
        using var other = await client.GetAsync("/auth/csrf");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/rotate");
        request.Headers.Add("Cookie", $"{CookieOf(mine)}; {CookieOf(other)}");
        request.Headers.Add("X-CSRF-Token", (await other.JsonAsync())["token"]!.GetValue<string>());

        using var answer = await client.SendAsync(request);

        Assert.Equal("csrf", await answer.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Rotate_WithTheToken_GivesAFreshCookie_AndNotToABearer()
    {
        using var client = synter.Anonymous();
        using var login = await LoginAsync(client, null);
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/auth/csrf");
        ask.Headers.Add("Cookie", CookieOf(login));
        using var csrf = await client.SendAsync(ask);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/rotate");
        request.Headers.Add("Cookie", $"{CookieOf(login)}; {CookieOf(csrf)}");
        request.Headers.Add("X-CSRF-Token", (await csrf.JsonAsync())["token"]!.GetValue<string>());

        using var rotated = await client.SendAsync(request);
        using var bearer = await synter.SignInAsync();
        using var refused = await bearer.PostAsync("/auth/rotate", null);

        Assert.Equal(HttpStatusCode.OK, rotated.StatusCode);
        Assert.NotEqual(CookieOf(login), CookieOf(rotated));
        Assert.Equal(HttpStatusCode.OK, await MeAsync(client, CookieOf(rotated)));
        Assert.Equal("wrong_state", await refused.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("\n//evil.example")]
    [InlineData("evil.example")]
    [InlineData(" //evil.example")]
    public async Task ReturnUrl_LeadingElsewhere_LeadsToTheStart(string returnUrl)
    {
        Assert.Equal("/", LocalPath.Safe(returnUrl));
        var address = "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl);
        using var browser = synter.Browser();
        using var form = await browser.GetAsync(address);

        using var signedIn = await browser.PostFormAsync(address, await form.Content.ReadAsStringAsync(), new()
        {
            ["_handler"] = "sign-in", ["Form.Email"] = RunningSynter.AdminEmail, ["Form.Password"] = RunningSynter.AdminPassword,
        });
        using var signedInAlready = await browser.GetAsync(address);

        Assert.All([signedIn, signedInAlready], answer =>
        {
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.Equal(new Uri(synter.Address, "/"), new Uri(synter.Address, answer.Headers.Location!));
        });
    }

    [Theory]
    [InlineData("/sign-in", "script-src 'self' 'nonce-")]
    [InlineData("/auth/csrf", "default-src 'none'")]
    [InlineData("/nowhere", "frame-ancestors 'none'")]
    public async Task EveryAnswer_SaysWhatItMayDo(string path, string policy)
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync(path);

        var csp = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(policy, csp, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", csp, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", csp, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Contains("camera=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData(Friend, true)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://app.example.com.evil.example", false)]
    [InlineData("null", false)]
    public async Task CrossOrigin_OnlyTheNamedSitesMayCall_AndNeverByCookie(string origin, bool may)
    {
        using var client = synter.Anonymous();
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/agent-types");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "authorization");

        using var answer = await client.SendAsync(request);

        Assert.Equal(may ? [origin] : [], answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed : []);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, string? cookie)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login") { Content = JsonContent.Create(new { email = RunningSynter.AdminEmail, password = RunningSynter.AdminPassword }) };
        if (cookie is not null) request.Headers.Add("Cookie", cookie);
        return client.SendAsync(request);
    }

    private static async Task<HttpStatusCode> MeAsync(HttpClient client, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/auth/me");
        request.Headers.Add("Cookie", cookie);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static string CookieOf(HttpResponseMessage answer) => string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));

    public sealed class WithAFriend : RunningSynter
    {
        protected override IEnumerable<string> Settings => [$"--SYNTER_CORS_ORIGINS={Friend}"];
    }
}
