using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class TokensApiTests(RunningSynter synter)
{
    [Fact]
    public async Task Refresh_GivesTheNextPair_AndTheSpentOneEndsTheSession()
    {
        using var client = synter.Anonymous();
        using var granted = await client.PostAsJsonAsync("/auth/token", new { email = RunningSynter.AdminEmail, password = RunningSynter.AdminPassword });
        var first = await granted.JsonAsync();
        using var refreshed = await client.PostAsJsonAsync("/auth/refresh", new { refresh_token = first["refresh_token"]!.GetValue<string>() });
        var second = await refreshed.JsonAsync();
        Assert.Equal(HttpStatusCode.OK, await MeAsync(second["access_token"]!.GetValue<string>()));

        using var again = await client.PostAsJsonAsync("/auth/refresh", new { refresh_token = first["refresh_token"]!.GetValue<string>() });

        Assert.False(granted.Headers.Contains("Set-Cookie"));
        Assert.Equal("unauthenticated", await again.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.Unauthorized, await MeAsync(second["access_token"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Token_ForNobody_Is401()
    {
        using var client = synter.Anonymous();

        using var empty = await client.PostAsJsonAsync("/auth/token", new { });
        using var wrong = await client.PostAsJsonAsync("/auth/token", new { email = RunningSynter.AdminEmail, password = "wrong" });

        Assert.Equal("unauthenticated", await empty.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("invalid_credentials", await wrong.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task Keys_ArePublished_WithoutTheirPrivateHalf()
    {
        using var client = await synter.SignInAsync();

        using var answer = await client.GetAsync("/.well-known/jwks.json");
        var key = (await answer.JsonAsync())["keys"]![0]!.AsObject();

        Assert.Equal(("EC", "P-256", "ES256", "sig"), (key["kty"]!.GetValue<string>(), key["crv"]!.GetValue<string>(), key["alg"]!.GetValue<string>(), key["use"]!.GetValue<string>()));
        Assert.False(key.ContainsKey("d"));
        Assert.True(CompactJws.TryRead(client.DefaultRequestHeaders.Authorization!.Parameter!, out var token));
        Assert.Equal(key["kid"]!.GetValue<string>(), token.HeaderText("kid"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_OfSomebodyWhoseRoleChanges_OrWhoIsShutOut_HasWhatTheyHaveNow(bool isPersonal)
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var program = await synter.SignInAsync(email);
        var user = (await program.ActorAsync()).User;
        if (isPersonal)
        {
            using var made = await program.PostAsJsonAsync("/auth/tokens", new { name = "Nightly", role = "analyst", days = 7 });
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.JsonAsync())["token"]!.GetValue<string>());
        }

        using var admin = await synter.SignInAsync();
        Assert.Equal("analyst", await RoleAsync(program));

        (await admin.PutAsJsonAsync($"/api/v1/members/{user}/role", new { role = "viewer" })).EnsureSuccessStatusCode().Dispose();
        using var stop = await program.PostAsJsonAsync("/api/v1/stop", new { });
        var lowered = await RoleAsync(program);
        (await admin.PostAsync($"/api/v1/members/{user}/deactivate", null)).EnsureSuccessStatusCode().Dispose();
        using var after = await program.GetAsync("/auth/me");

        Assert.Equal("forbidden", await stop.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("viewer", lowered);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task PersonalToken_SpeaksForItsPerson_WithItsOwnRole_AndMakesNoOthers()
    {
        using var admin = await synter.SignInAsync();
        using var made = await admin.PostAsJsonAsync("/auth/tokens", new { name = "Nightly", role = "viewer", days = 7 });
        var body = await made.JsonAsync();
        using var program = synter.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", body["token"]!.GetValue<string>());

        using var me = await program.GetAsync("/auth/me");
        using var stop = await program.PostAsJsonAsync("/api/v1/stop", new { });
        using var another = await program.PostAsJsonAsync("/auth/tokens", new { name = "More", role = "viewer", days = 7 });
        using var listed = await admin.GetAsync("/auth/tokens");
        using var revoked = await admin.DeleteAsync($"/auth/tokens/{body["id"]!.GetValue<string>()}");
        using var after = await program.GetAsync("/auth/me");

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var who = await me.JsonAsync();
        Assert.Equal(("viewer", false), (who["role"]!.GetValue<string>(), who["is_staff"]!.GetValue<bool>()));
        Assert.Equal("forbidden", await stop.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal("forbidden", await another.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.DoesNotContain(body["token"]!.GetValue<string>(), await listed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task SigningKey_RotatedByStaff_SignsFromThenOn()
    {
        using var staff = await synter.SignInAsync();

        using var rotated = await staff.PostAsync("/api/v1/staff/signing-keys", null);
        var kid = (await rotated.JsonAsync())["kid"]!.GetValue<string>();
        using var fresh = await synter.SignInAsync();

        Assert.True(CompactJws.TryRead(fresh.DefaultRequestHeaders.Authorization!.Parameter!, out var token));
        Assert.Equal(kid, token.HeaderText("kid"));
        using var still = await staff.GetAsync("/auth/me");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Fact]
    public async Task Sessions_AreListedInWords_AndEndedOneByOne()
    {
        using var client = await synter.SignInAsync(await synter.AddMemberAsync(Role.Viewer));
        client.DefaultRequestHeaders.UserAgent.ParseAdd("curl/8.5.0");
        using var before = await client.GetAsync("/auth/sessions");
        var mine = (await before.JsonAsync())["items"]!.AsArray().Single()!;

        using var ended = await client.DeleteAsync($"/auth/sessions/{mine["id"]!.GetValue<string>()}");
        using var after = await client.GetAsync("/auth/sessions");

        Assert.True(mine["is_this"]!.GetValue<bool>());
        Assert.Equal(("A program", "this machine"), (mine["device"]!.GetValue<string>(), mine["place"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NoContent, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    private static async Task<string> RoleAsync(HttpClient client)
    {
        using var me = await client.GetAsync("/auth/me");
        return (await me.JsonAsync())["role"]!.GetValue<string>();
    }

    private async Task<HttpStatusCode> MeAsync(string token)
    {
        using var client = synter.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.GetAsync("/auth/me");
        return answer.StatusCode;
    }
}
