using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

/// <summary>A changed or reset password ends what was opened under the one before: sessions, and the tokens that programs hold.</summary>
[Collection(OneSynter.Name)]
public sealed class PasswordChangeTests(RunningSynter synter)
{
    private const string Password = "a long way from home";

    [Fact]
    public async Task Changed_EndsOnesApiTokens_AndOtherSessions_AndNobodyElses()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var other = await synter.SignInAsync(email);
        using var program = await ProgramAsync(email);
        using var neighbour = await ProgramAsync(await synter.AddMemberAsync(Role.Analyst));
        using var browser = await BrowserAsync(email);
        var page = await browser.GetStringAsync("/me/password");
        var before = await StatusAsync(program);

        using var changed = await FormAsync(browser, "/me/password", page, new()
        {
            ["_handler"] = "password", ["Form.Before"] = RunningSynter.AdminPassword, ["Form.Password"] = Password,
        });

        Assert.Contains("Signs out your other sessions and ends your API tokens.", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (before, changed.StatusCode));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (await StatusAsync(program), await StatusAsync(other)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync(neighbour), await StatusAsync(browser)));
        var listed = (await (await browser.GetAsync("/auth/tokens")).JsonAsync())["items"]!.AsArray().Single()!;
        Assert.Equal("password_changed", listed["ended_because"]!.GetValue<string>());
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Kind == MailKind.PasswordChanged && mail.Text!.Plain.Contains("your API tokens have ended", StringComparison.Ordinal));
        Assert.Equal((2, 1), await AuditedAsync(browser));
    }

    [Fact]
    public async Task Reset_EndsOnesApiTokens()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var program = await ProgramAsync(email);
        using var neighbour = await ProgramAsync(await synter.AddMemberAsync(Role.Viewer));
        using var client = synter.Anonymous();
        (await client.PostAsJsonAsync("/auth/forgot-password", new { email })).Dispose();
        var token = await synter.TokenToAsync(email, MailKind.ResetPassword);
        var page = await client.GetStringAsync($"/forgot/reset?token={token}");

        using var reset = await client.PostAsJsonAsync("/auth/reset-password", new { token, password = Password });

        Assert.Contains("ends your API tokens", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await StatusAsync(program), await StatusAsync(neighbour)));
    }

    [Fact]
    public async Task Refused_EndsNothing()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var program = await ProgramAsync(email);
        using var browser = await BrowserAsync(email);
        var page = await browser.GetStringAsync("/me/password");

        using var refused = await FormAsync(browser, "/me/password", page, new() { ["_handler"] = "password", ["Form.Before"] = "a wrong guess", ["Form.Password"] = Password });

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(program));
    }

    /// <summary>What the audit says ended: sessions, and API tokens.</summary>
    private async Task<(int Sessions, int Tokens)> AuditedAsync(HttpClient browser)
    {
        var me = (await (await browser.GetAsync("/auth/me")).JsonAsync())["id"]!.GetValue<string>();
        using var admin = await synter.SignInAsync();
        var entries = (await (await admin.GetAsync("/api/v1/audit?kind=member.password_changed")).JsonAsync())["items"]!.AsArray();
        var details = entries.Single(entry => entry!["subject"]!.GetValue<string>() == me)!["details"]!;
        return (details["sessions_ended"]!.GetValue<int>(), details["api_tokens_ended"]!.GetValue<int>());
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/auth/me");
        return answer.StatusCode;
    }

    /// <summary>One with an API token of a person's.</summary>
    private async Task<HttpClient> ProgramAsync(string email)
    {
        var program = await synter.SignInAsync(email);
        using var made = await program.PostAsJsonAsync("/auth/tokens", new { name = "Nightly", role = "viewer", days = 7 });
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.JsonAsync())["token"]!.GetValue<string>());
        return program;
    }

    /// <summary>One that keeps cookies, signed in.</summary>
    private async Task<HttpClient> BrowserAsync(string email)
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false }) { BaseAddress = synter.Address };
        (await browser.PostAsJsonAsync("/auth/login", new { email, password = RunningSynter.AdminPassword })).EnsureSuccessStatusCode().Dispose();
        return browser;
    }

    private static async Task<HttpResponseMessage> FormAsync(HttpClient client, string path, string page, Dictionary<string, string> fields)
    {
        fields["__RequestVerificationToken"] = System.Text.RegularExpressions.Regex.Match(page, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(path, form);
    }
}
