using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class AuthApiTests(RunningSynter synter)
{
    [Fact]
    public async Task Login_RightPassword_GivesTokenAndCookie()
    {
        using var client = synter.Anonymous();

        using var answer = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        var body = await answer.JsonAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(RunningSynter.AdminEmail, body["user"]!["email"]!.GetValue<string>());
        Assert.Equal("admin", body["user"]!["role"]!.GetValue<string>());
        Assert.True(body["user"]!["is_staff"]!.GetValue<bool>());
        Assert.StartsWith("usr_", body["user"]!["id"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("main", body["workspace"]!["slug"]!.GetValue<string>());
        Assert.Equal("Bearer", body["token_type"]!.GetValue<string>());
        Assert.Equal(AccessTokens.Lifetime.TotalSeconds, body["expires_in"]!.GetValue<int>());
        Assert.NotEmpty(body["refresh_token"]!.GetValue<string>());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("sid=", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(RunningSynter.AdminEmail, "wrong password")]
    [InlineData("nobody@example.com", "wrong password")]
    [InlineData("", "")]
    public async Task Login_WrongPasswordOrUnknownAddress_AnswersTheSame(string email, string password)
    {
        using var client = synter.Anonymous();

        using var answer = await LoginAsync(client, email, password);

        Assert.Equal("invalid_credentials", await answer.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Login_ManyFailures_SlowsThatAccountDown_AndNoOther()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var victim = (await (await elsewhere.GetAsync("/auth/me")).JsonAsync())["email"]!.GetValue<string>();
        using var client = synter.Anonymous();
        for (var i = 0; i <= SignInThrottle.FreePerAccount; i++) (await LoginAsync(client, victim, "wrong password")).Dispose();

        using var slowed = await LoginAsync(client, victim, RunningSynter.AdminPassword);
        using var other = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);

        Assert.Equal("rate_limited", await slowed.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.InRange(slowed.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    /// <summary>Whoever mistypes now and then, and gets in each time, is never slowed down for it.</summary>
    [Fact]
    public async Task Login_ThatSucceeds_EndsTheCountOfFailures()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var email = (await (await elsewhere.GetAsync("/auth/me")).JsonAsync())["email"]!.GetValue<string>();
        using var client = synter.Anonymous();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < SignInThrottle.FreePerAccount; i++) (await LoginAsync(client, email, "wrong password")).Dispose();

            using var answer = await LoginAsync(client, email, RunningSynter.AdminPassword);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Login_FromAnotherSite_IsRefused()
    {
        using var client = synter.Anonymous();
        client.DefaultRequestHeaders.Add("Origin", "https://evil.example");

        using var answer = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);

        Assert.Equal("csrf", await answer.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Me_WithoutSession_Is401()
    {
        using var client = synter.Anonymous();

        using var answer = await client.GetAsync("/auth/me");

        Assert.Equal("unauthenticated", await answer.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Me_WithMadeUpToken_Is401_EvenWithAGoodCookie()
    {
        using var client = synter.Anonymous();
        using var login = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        client.DefaultRequestHeaders.Add("Cookie", Cookie(login));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "made-up");

        using var answer = await client.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Logout_EndsTheSession_ForItsTokenToo()
    {
        using var client = await synter.SignInAsync();

        using var logout = await client.PostAsync("/auth/logout", null);
        using var after = await client.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task ChangingByCookie_NeedsTheCsrfToken()
    {
        using var client = synter.Anonymous();
        using var login = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        var session = Cookie(login);
        client.DefaultRequestHeaders.Add("Cookie", session);

        using var without = await client.PostAsync("/auth/logout", null);
        using var csrf = await client.GetAsync("/auth/csrf");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/logout");
        request.Headers.Add("X-CSRF-Token", (await csrf.JsonAsync())["token"]!.GetValue<string>());
        client.DefaultRequestHeaders.Remove("Cookie");
        request.Headers.Add("Cookie", $"{session}; {Cookie(csrf)}");
        using var with = await client.SendAsync(request);

        Assert.Equal("csrf", await without.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.NoContent, with.StatusCode);
    }

    [Fact]
    public async Task Sessions_AreStoredAsHashesOnly()
    {
        using var client = await synter.SignInAsync();
        using var login = await LoginAsync(client, RunningSynter.AdminEmail, RunningSynter.AdminPassword);
        var token = Cookie(login).Split('=', 2)[1];
        await using var source = Npgsql.NpgsqlDataSource.Create(synter.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM sessions WHERE encode(token_hash, 'escape') = $1 OR sessions::text LIKE '%' || $1 || '%'");
        command.Parameters.AddWithValue(token);

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task NewWorkspace_ByStaff_ItsAdminIsNoStaff()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();

        var me = await (await elsewhere.GetAsync("/auth/me")).JsonAsync();
        using var refused = await elsewhere.PostAsJsonAsync("/api/v1/staff/workspaces", new { slug = "third", name = "Third", time_zone = "UTC", admin = new { email = "x@example.com", password = "long enough for all" } });

        Assert.Equal("Elsewhere", me["workspace"]!["name"]!.GetValue<string>());
        Assert.False(me["is_staff"]!.GetValue<bool>());
        Assert.Equal("forbidden", await refused.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task NewWorkspace_Wrong_SaysAllThatIs()
    {
        using var staff = await synter.SignInAsync();

        using var answer = await staff.PostAsJsonAsync("/api/v1/staff/workspaces", new { slug = "No Good", name = " ", time_zone = "Mars/Base", admin = new { email = "nobody", password = "short" } });
        var pointers = (await answer.JsonAsync())["errors"]!.AsArray().Select(error => error!["pointer"]!.GetValue<string>());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(["/slug", "/name", "/time_zone", "/admin/email", "/admin/password"], pointers);
    }

    [Fact]
    public async Task NewWorkspace_TakenSlug_IsAConflict()
    {
        using var staff = await synter.SignInAsync();

        using var answer = await staff.PostAsJsonAsync("/api/v1/staff/workspaces", new { slug = "main", name = "Main", time_zone = "UTC", admin = new { email = "x@example.com", password = "long enough for all" } });

        Assert.Equal("already_exists", await answer.ProblemAsync(HttpStatusCode.Conflict));
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, string email, string password) =>
        client.PostAsJsonAsync("/auth/login", new JsonObject { ["email"] = email, ["password"] = password });

    private static string Cookie(HttpResponseMessage answer) =>
        string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
}
