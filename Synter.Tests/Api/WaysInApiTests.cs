using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class WaysInApiTests(RunningSynter synter)
{
    private const string Password = "a long way from home";

    [Fact]
    public async Task SignUp_WithPassword_MakesAViewer_OnceTheAddressIsProven()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Browser();
        (await PostAsync(client, "/auth/signup", new { email, password = Password, name = "Ann" })).Dispose();
        using var before = await PostAsync(client, "/auth/login", new { email, password = Password });

        var page = await client.GetStringAsync(await synter.LinkToAsync(email, MailKind.ConfirmSignUp));
        using var confirmed = await client.PostFormAsync("/sign-up/confirm", page, new() { ["_handler"] = "confirm", ["Form.Token"] = await synter.TokenToAsync(email, MailKind.ConfirmSignUp) });
        using var after = await PostAsync(client, "/auth/login", new { email, password = Password });

        Assert.Equal("invalid_credentials", await before.ProblemAsync(HttpStatusCode.Unauthorized));
        Assert.Equal(HttpStatusCode.Redirect, confirmed.StatusCode);
        var user = (await after.JsonAsync())["user"]!;
        Assert.Equal(("viewer", "Ann"), (user["role"]!.GetValue<string>(), user["name"]!.GetValue<string>()));
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Kind == MailKind.Welcome);
    }

    [Fact]
    public async Task ConfirmSignUp_InAnotherBrowser_TakesOnlyThePasswordChosen()
    {
        var email = Mailbox.NewAddress();
        using var attacker = synter.Browser();
        (await PostAsync(attacker, "/auth/signup", new { email, password = Password })).Dispose();
        using var owner = synter.Browser();
        var token = await synter.TokenToAsync(email, MailKind.ConfirmSignUp);
        var page = await owner.GetStringAsync($"/sign-up/confirm?token={token}");

        using var without = await owner.PostFormAsync("/sign-up/confirm", page, new() { ["_handler"] = "confirm", ["Form.Token"] = token });
        using var with = await owner.PostFormAsync("/sign-up/confirm", page, new() { ["_handler"] = "confirm", ["Form.Token"] = token, ["Form.Password"] = Password });

        Assert.Contains("not the browser that signed up", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, with.StatusCode);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("passwordpassword")]
    public async Task SignUp_BadPassword_IsRefused_WhetherThereIsAnAccountOrNot(string password)
    {
        using var client = synter.Anonymous();
        using var known = await PostAsync(client, "/auth/signup", new { email = RunningSynter.AdminEmail, password });
        using var unknown = await PostAsync(client, "/auth/signup", new { email = Mailbox.NewAddress(), password });

        Assert.Equal("validation_failed", await known.ProblemAsync(HttpStatusCode.UnprocessableEntity));
        Assert.Equal("validation_failed", await unknown.ProblemAsync(HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task MagicLink_Unknown_MakesAViewer_AndOnlyWhenItIsUsed()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Browser();
        using var asked = await PostAsync(client, "/auth/magic-link", new { email });
        var peopleBefore = await CountAsync(email);

        using var opened = await client.GetAsync(await synter.LinkToAsync(email, MailKind.MagicLink));
        var me = await (await client.GetAsync("/auth/me")).JsonAsync();

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal(0L, peopleBefore);
        Assert.Equal("/", opened.Headers.Location?.ToString());
        Assert.Equal((email, "viewer"), (me["email"]!.GetValue<string>(), me["role"]!.GetValue<string>()));
    }

    [Fact]
    public async Task MagicLink_InAnotherBrowser_IsNotUsedUpByOpening()
    {
        var email = Mailbox.NewAddress();
        using var asker = synter.Browser();
        (await PostAsync(asker, "/auth/magic-link", new { email })).Dispose();
        var link = await synter.LinkToAsync(email, MailKind.MagicLink);
        using var scanner = synter.Browser();

        for (var i = 0; i < 3; i++)
        {
            using var opened = await scanner.GetAsync(link);
            Assert.StartsWith("/sign-in/link?token=", opened.Headers.Location?.ToString(), StringComparison.Ordinal);
            Assert.Contains(email, await scanner.GetStringAsync(opened.Headers.Location), StringComparison.Ordinal);
        }

        using var after = await asker.GetAsync(link);
        Assert.Equal("/", after.Headers.Location?.ToString());
    }

    [Fact]
    public async Task MagicLink_RedeemedByAHundredAtOnce_SignsInOne()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Anonymous();
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();
        var token = await synter.TokenToAsync(email, MailKind.MagicLink);

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await PostAsync(client, "/auth/magic", new { token });
            return answer.StatusCode;
        }));

        Assert.Equal([(HttpStatusCode.OK, 1), (HttpStatusCode.Unauthorized, 99)], answers.GroupBy(status => status).Select(g => (g.Key, g.Count())).OrderBy(g => g.Key));
        Assert.Equal(1L, await CountAsync(email));
    }

    [Fact]
    public async Task MagicLink_Used_OrMadeUp_IsDead()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Anonymous();
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();
        var token = await synter.TokenToAsync(email, MailKind.MagicLink);
        (await PostAsync(client, "/auth/magic", new { token })).Dispose();

        using var again = await PostAsync(client, "/auth/magic", new { token });
        using var madeUp = await PostAsync(client, "/auth/magic", new { token = OpaqueToken.New() });
        using var asReset = await PostAsync(client, "/auth/reset-password", new { token, password = Password });

        foreach (var answer in new[] { again, madeUp, asReset }) Assert.Equal("dead_link", await answer.ProblemAsync(HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task MagicLink_WhereNobodyMaySignUp_IsNotMailed_AndAnswersTheSame()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var slug = (await (await elsewhere.GetAsync("/auth/me")).JsonAsync())["workspace"]!["slug"]!.GetValue<string>();
        var email = Mailbox.NewAddress();
        using var client = synter.Anonymous();

        using var answer = await PostAsync(client, "/auth/magic-link", new { email, workspace = slug });

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Empty(await synter.MailToAsync(email));
    }

    [Fact]
    public async Task SignUp_AddressOfAWorkspacesDomain_JoinsThatOne()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var actor = await elsewhere.ActorAsync();
        var domain = $"d{Guid.CreateVersion7():N}.example";
        await synter.Services.GetRequiredService<SetDoor>().ExecuteAsync(actor, WorkspaceDoor.Create(true, [domain], false, false), default);
        var email = $"ann@{domain}";
        using var client = synter.Anonymous();
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();

        using var redeemed = await PostAsync(client, "/auth/magic", new { token = await synter.TokenToAsync(email, MailKind.MagicLink) });

        Assert.Equal(actor.Workspace.ToString(), (await redeemed.JsonAsync())["workspace"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Passwordless_TakesLinksOnly()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var actor = await elsewhere.ActorAsync();
        var email = (await (await elsewhere.GetAsync("/auth/me")).JsonAsync())["email"]!.GetValue<string>();
        await synter.Services.GetRequiredService<SetDoor>().ExecuteAsync(actor, WorkspaceDoor.Create(false, [], isPasswordless: true, false), default);
        using var client = synter.Anonymous();

        using var byPassword = await PostAsync(client, "/auth/login", new { email, password = RunningSynter.AdminPassword });
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();
        using var byLink = await PostAsync(client, "/auth/magic", new { token = await synter.TokenToAsync(email, MailKind.MagicLink) });

        Assert.Equal("passwordless", await byPassword.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(HttpStatusCode.OK, byLink.StatusCode);
    }

    [Fact]
    public async Task ResetPassword_EndsSessions_OpenLinks_AndTheOldPassword()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var open = await synter.SignInAsync(email);
        using var client = synter.Anonymous();
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();
        (await PostAsync(client, "/auth/forgot-password", new { email })).Dispose();

        using var reset = await PostAsync(client, "/auth/reset-password", new { token = await synter.TokenToAsync(email, MailKind.ResetPassword), password = Password });
        using var link = await PostAsync(client, "/auth/magic", new { token = await synter.TokenToAsync(email, MailKind.MagicLink) });
        using var old = await PostAsync(client, "/auth/login", new { email, password = RunningSynter.AdminPassword });
        using var now = await PostAsync(client, "/auth/login", new { email, password = Password });

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, link.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        await Eventually.TrueAsync(async () => (await open.GetAsync("/auth/me")).StatusCode == HttpStatusCode.Unauthorized, "the session ended");
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Kind == MailKind.PasswordChanged);
    }

    [Fact]
    public async Task Asking_TooOften_IsToldWhenToComeBack()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Anonymous();
        HttpResponseMessage answer = null!;
        for (var i = 0; i <= AskThrottle.MostForOne; i++) answer = await PostAsync(client, "/auth/magic-link", new { email });

        Assert.Equal("rate_limited", await answer.ProblemAsync(HttpStatusCode.TooManyRequests));
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 900);
        answer.Dispose();
    }

    [Fact]
    public async Task Tokens_StandNowhereInClear()
    {
        var email = Mailbox.NewAddress();
        using var client = synter.Anonymous();
        (await PostAsync(client, "/auth/magic-link", new { email })).Dispose();
        var token = await synter.TokenToAsync(email, MailKind.MagicLink);
        await using var source = Npgsql.NpgsqlDataSource.Create(synter.ConnectionString);
        await using var command = source.CreateCommand("SELECT (SELECT count(*) FROM magic_links l WHERE l::text LIKE '%' || $1 || '%') + (SELECT count(*) FROM mail_outbox m WHERE m::text LIKE '%' || $1 || '%' OR encode(m.sealed, 'escape') LIKE '%' || $1 || '%')");
        command.Parameters.AddWithValue(token);

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);

    private async Task<long> CountAsync(string email)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(synter.ConnectionString);
        await using var command = source.CreateCommand("SELECT count(*) FROM users WHERE email = $1");
        command.Parameters.AddWithValue(email);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
