using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class SecondFactorApiTests(RunningSynter synter)
{
    [Fact]
    public async Task Login_AsksForACode_BeforeThereIsASession()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var first = await synter.SignInAsync(email);
        var (app, _) = await AuthenticatorApp.SetUpAsync(first);
        using var client = synter.Anonymous();

        using var asked = await LoginAsync(client, email);
        Assert.Equal("second_factor_needed", await asked.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.False(asked.Headers.Contains("Set-Cookie"));
        var challenge = (await asked.JsonAsync())["challenge"]!;
        Assert.InRange(challenge["expires_in"]!.GetValue<int>(), 200, 300);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", challenge["token"]!.GetValue<string>());
        using var early = await client.GetAsync("/auth/me");
        Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);
        client.DefaultRequestHeaders.Authorization = null;

        using var wrong = await client.PostAsJsonAsync("/auth/second-factor", new { challenge = challenge["token"]!.GetValue<string>(), code = "abc" });
        using var right = await client.PostAsJsonAsync("/auth/second-factor", new { challenge = challenge["token"]!.GetValue<string>(), code = app.Next() });

        Assert.Equal("wrong_code", await wrong.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.StartsWith("sid=", Assert.Single(right.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(email, (await right.JsonAsync())["user"]!["email"]!.GetValue<string>());
    }

    [Fact]
    public async Task Token_AsksForACode_AndGivesOneThatRefreshes()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var first = await synter.SignInAsync(email);
        var (app, _) = await AuthenticatorApp.SetUpAsync(first);
        using var client = synter.Anonymous();

        using var asked = await client.PostAsJsonAsync("/auth/token", new { email, password = RunningSynter.AdminPassword });
        var challenge = (await asked.JsonAsync())["challenge"]!["token"]!.GetValue<string>();
        var code = app.Next();
        // What a browser's sign-in would end in is no end of a program's.
        using var elsewhere = await client.PostAsJsonAsync("/auth/second-factor", new { challenge, code });
        using var given = await client.PostAsJsonAsync("/auth/token", new { challenge, code });
        using var refreshed = await client.PostAsJsonAsync("/auth/refresh", new { refresh_token = (await given.JsonAsync())["refresh_token"]!.GetValue<string>() });

        Assert.Equal("second_factor_needed", await asked.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal("sign_in_lapsed", await elsewhere.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.OK, given.StatusCode);
        Assert.Equal(HttpStatusCode.OK, refreshed.StatusCode);
    }

    [Fact]
    public async Task Link_AsksForACode_InTheBrowserAndByTheApi()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var first = await synter.SignInAsync(email);
        var (_, recovery) = await AuthenticatorApp.SetUpAsync(first);
        using var browser = synter.Browser();
        (await browser.PostAsJsonAsync("/auth/magic-link", new { email })).Dispose();
        using var opened = await browser.GetAsync(await synter.LinkToAsync(email, MailKind.MagicLink));
        using var early = await browser.GetAsync("/auth/me");

        Assert.Equal("/sign-in/code", opened.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.Unauthorized, early.StatusCode);
        using var program = synter.Anonymous();
        (await program.PostAsJsonAsync("/auth/magic-link", new { email })).Dispose();
        using var redeemed = await program.PostAsJsonAsync("/auth/magic", new { token = await synter.TokenToAsync(email, MailKind.MagicLink) });
        var challenge = (await redeemed.JsonAsync())["challenge"]!["token"]!.GetValue<string>();
        using var completed = await program.PostAsJsonAsync("/auth/second-factor", new { challenge, code = recovery[0] });
        Assert.Equal(HttpStatusCode.OK, completed.StatusCode);
    }

    [Fact]
    public async Task Workspace_AsksForOne_NothingElseIsOpenUntilItIsSetUp()
    {
        using var admin = await synter.SignInElsewhereAsync();
        var actor = await admin.ActorAsync();
        using var made = await admin.PostAsJsonAsync("/auth/tokens", new { name = "Report", role = "viewer" });
        using var program = synter.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.JsonAsync())["token"]!.GetValue<string>());
        await synter.Services.GetRequiredService<SetDoor>().ExecuteAsync(actor, WorkspaceDoor.Create(false, [], false, requiresSecondFactor: true), default);

        foreach (var client in new[] { admin, program })
        {
            using var refused = await client.GetAsync("/api/v1/audit");
            Assert.Equal("second_factor_required", await refused.ProblemAsync(HttpStatusCode.Forbidden));
        }

        using var page = await admin.GetAsync("/runs?status=failed");
        Assert.Equal("/me/second-factor?returnUrl=%2Fruns%3Fstatus%3Dfailed", page.Headers.Location?.ToString());
        Assert.True((await (await admin.GetAsync("/auth/me")).JsonAsync())["owes_second_factor"]!.GetValue<bool>());
        using var notThisOne = await program.PostAsync("/auth/second-factor/setup", null);
        Assert.Equal("session_required", await notThisOne.ProblemAsync(HttpStatusCode.Forbidden));

        await AuthenticatorApp.SetUpAsync(admin);

        foreach (var client in new[] { admin, program })
        {
            using var open = await client.GetAsync("/api/v1/audit");
            Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        }

        using var off = await admin.PostAsJsonAsync("/auth/second-factor/off", new { proof = RunningSynter.AdminPassword });
        Assert.Equal("wrong_state", await off.ProblemAsync(HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Own_IsRead_Renewed_AndTurnedOff()
    {
        using var client = await synter.SignInAsync(await synter.AddMemberAsync(Role.Viewer));
        var (_, before) = await AuthenticatorApp.SetUpAsync(client);
        var facts = await (await client.GetAsync("/auth/second-factor")).JsonAsync();
        using var renewed = await client.PostAsJsonAsync("/auth/second-factor/recovery-codes", new { proof = before[0] });
        using var spent = await client.PostAsJsonAsync("/auth/second-factor/off", new { proof = before[1] });
        using var off = await client.PostAsJsonAsync("/auth/second-factor/off", new { proof = RunningSynter.AdminPassword });

        Assert.True(facts["is_on"]!.GetValue<bool>());
        Assert.Equal(10, facts["recovery_codes_left"]!.GetValue<int>());
        Assert.Equal("no-store", renewed.Headers.CacheControl?.ToString());
        Assert.Equal("wrong_proof", await spent.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.False((await (await client.GetAsync("/auth/second-factor")).JsonAsync())["is_on"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Admin_ResetsIt_AndTheMemberIsToldAndSignedOut()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var member = await synter.SignInAsync(email);
        await AuthenticatorApp.SetUpAsync(member);
        var id = (await (await member.GetAsync("/auth/me")).JsonAsync())["id"]!.GetValue<string>();
        using var admin = await synter.SignInAsync();
        using var reset = await admin.PostAsync($"/api/v1/members/{id}/reset-second-factor", null);
        using var again = await LoginAsync(synter.Anonymous(), email);

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.GetAsync("/auth/me")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        var mails = await synter.MailToAsync(email);
        Assert.Contains(mails, mail => mail.Kind == MailKind.SecondFactorReset);
        Assert.Contains(mails, mail => mail.Kind == MailKind.WaysInChanged);
    }

    [Fact]
    public async Task PasswordSetMeanwhile_EndsWhatWasHalfBegun()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var first = await synter.SignInAsync(email);
        var (app, _) = await AuthenticatorApp.SetUpAsync(first);
        using var client = synter.Anonymous();
        using var asked = await LoginAsync(client, email);
        var challenge = (await asked.JsonAsync())["challenge"]!["token"]!.GetValue<string>();
        (await client.PostAsJsonAsync("/auth/forgot-password", new { email })).Dispose();
        (await client.PostAsJsonAsync("/auth/reset-password", new { token = await synter.TokenToAsync(email, MailKind.ResetPassword), password = "quite another way home" })).EnsureSuccessStatusCode();

        using var late = await client.PostAsJsonAsync("/auth/second-factor", new { challenge, code = app.Next() });

        Assert.Equal("sign_in_lapsed", await late.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task SecretsAndCodes_StandNowhereInClear()
    {
        using var client = await synter.SignInAsync(await synter.AddMemberAsync(Role.Viewer));
        using var offered = await client.PostAsync("/auth/second-factor/setup", null);
        var secret = (await offered.JsonAsync())["secret"]!.GetValue<string>();
        var (_, codes) = await AuthenticatorApp.SetUpAsync(client);
        await using var source = NpgsqlDataSource.Create(synter.ConnectionString);

        foreach (var text in new[] { secret, codes[0], codes[0].Replace("-", "", StringComparison.Ordinal) })
        {
            await using var command = source.CreateCommand("""
                SELECT (SELECT count(*) FROM authenticators a WHERE encode(a.secret, 'escape') LIKE '%' || $1 || '%') + (SELECT count(*) FROM recovery_codes c WHERE encode(c.hash, 'escape') LIKE '%' || $1 || '%')
                     + (SELECT count(*) FROM audit_details a WHERE a::text LIKE '%' || $1 || '%')
                """);
            command.Parameters.AddWithValue(text);
            Assert.Equal(0L, await command.ExecuteScalarAsync());
        }
    }

    private static Task<HttpResponseMessage> LoginAsync(HttpClient client, string email) => client.PostAsJsonAsync("/auth/login", new { email, password = RunningSynter.AdminPassword });
}
