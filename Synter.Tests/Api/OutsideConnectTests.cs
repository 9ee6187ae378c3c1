using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.Outside;
using Synter.Web.Features.Accounts.Outside;

namespace Synter.Tests.Api;

/// <summary>Connecting an account elsewhere to somebody who is signed in, and parting with it: theirs alone, and from a sign-in of just now.</summary>
[Collection(OutsideSynter.Name)]
public sealed class OutsideConnectTests(OutsideSynter synter)
{
    [Fact]
    public async Task Connected_ThoughItsAddressIsAnother_AndSignsInFromThenOn()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var browser = await SignedInAsync(email);
        var subject = NewSubject();

        using var back = await ConnectAsync(browser, subject);
        using var again = await ConnectAsync(browser, subject);
        using var later = synter.Browser();
        (await synter.ReturnAsync(later, claims => claims["sub"] = subject)).Dispose();

        Assert.Equal(("/me?connected=oidc", "/me?connected=oidc"), (back.Headers.Location?.ToString(), again.Headers.Location?.ToString()));
        Assert.Equal(email, (await OutsideSynter.MeAsync(later))["email"]!.GetValue<string>());
        Assert.Equal(1, await CountAsync(browser));
        Assert.Single(await synter.MailToAsync(email), mail => mail.Kind == MailKind.WaysInChanged && mail.Text!.Plain.Contains("Acme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SomebodyElses_IsLeftToThem()
    {
        var subject = NewSubject();
        using var owner = synter.Browser();
        (await synter.ReturnAsync(owner, claims => claims["sub"] = subject)).Dispose();
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));

        using var back = await ConnectAsync(browser, subject);

        Assert.Equal("/me?problem=linked_elsewhere", back.Headers.Location?.ToString());
        Assert.Equal((0, 1), (await CountAsync(browser), await CountAsync(owner)));
    }

    [Fact]
    public async Task TwoAtOnce_GiveItToOne()
    {
        var subject = NewSubject();
        using var one = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        using var other = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));

        var backs = await Task.WhenAll(ConnectAsync(one, subject), ConnectAsync(other, subject));

        Assert.Equal(["/me?connected=oidc", "/me?problem=linked_elsewhere"], backs.Select(back => back.Headers.Location!.ToString()).Order());
        Assert.Equal(1, await CountAsync(one) + await CountAsync(other));
    }

    [Fact]
    public async Task ComingBackAsSomebodyElse_ConnectsNothing()
    {
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        var back = synter.Acme.Agree(await OutsideSynter.LeadAsync(browser, Address("oidc", await TicketAsync(browser))));
        await LoginAsync(browser, await synter.AddMemberAsync(Role.Viewer));

        using var answer = await browser.GetAsync(back);

        Assert.Equal("/me?problem=lapsed", answer.Headers.Location?.ToString());
        Assert.Equal(0, await CountAsync(browser));
    }

    /// <summary>A link on a stranger's page would come without one, and leave the stranger's account among the person's ways in.</summary>
    [Fact]
    public async Task WithoutATicketOfThisSessionAndProvider_NobodyIsLedOn()
    {
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        using var other = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        using var nobody = synter.Browser();
        var ticket = await TicketAsync(browser);

        foreach (var (client, address) in new[]
        {
            (browser, Address("oidc", "made-up")), (browser, Address("oidc", "")), (browser, Address("google", ticket)), (other, Address("oidc", ticket)), (nobody, Address("oidc", ticket)),
        })
        {
            using var answer = await client.GetAsync(address);
            Assert.Equal("/me?problem=lapsed", answer.Headers.Location?.ToString());
        }
    }

    [Fact]
    public async Task SignedInAWhileAgo_NeitherConnectsNorUnlinks()
    {
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        (await ConnectAsync(browser, NewSubject())).Dispose();
        await AgeAsync(browser);

        using var back = await ConnectAsync(browser, NewSubject());
        using var parted = await UnlinkAsync(browser);

        Assert.Equal("/me?problem=reauthentication_required", back.Headers.Location?.ToString());
        Assert.Equal("reauthentication_required", await parted.ProblemAsync(HttpStatusCode.Forbidden));
        Assert.Equal(1, await CountAsync(browser));
    }

    [Fact]
    public async Task ApiToken_UnlinksNothing()
    {
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        (await ConnectAsync(browser, NewSubject())).Dispose();
        using var made = await SendAsync(browser, HttpMethod.Post, "/auth/tokens", new { name = "Nightly", role = "viewer", days = 7 });
        using var program = synter.Anonymous();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await made.JsonAsync())["token"]!.GetValue<string>());
        var id = (await (await program.GetAsync("/auth/linked-accounts")).JsonAsync())["items"]![0]!["id"]!.GetValue<string>();

        using var answer = await program.DeleteAsync($"/auth/linked-accounts/{id}");

        Assert.Equal("session_required", await answer.ProblemAsync(HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task TurningBack_OrAFailure_LeadsBackToTheAccount()
    {
        using var browser = await SignedInAsync(await synter.AddMemberAsync(Role.Viewer));
        var state = QueryHelpers.ParseQuery((await OutsideSynter.LeadAsync(browser, Address("oidc", await TicketAsync(browser)))).Query)["state"];
        using var turned = await browser.GetAsync(QueryHelpers.AddQueryString("/auth/oidc/callback", new Dictionary<string, string?> { ["error"] = "access_denied", ["state"] = state }));
        var wrong = synter.Acme.Agree(await OutsideSynter.LeadAsync(browser, Address("oidc", await TicketAsync(browser))), claims => claims["aud"] = "another");

        using var failed = await browser.GetAsync(wrong);

        Assert.Equal("/me?problem=cancelled", turned.Headers.Location?.ToString());
        Assert.Equal("/me?problem=provider", failed.Headers.Location?.ToString());
        Assert.Contains("You turned back", await browser.GetStringAsync("/me?problem=cancelled"), StringComparison.Ordinal);
        await synter.ForgetFailuresAsync();
    }

    private static string NewSubject() => $"s{Guid.CreateVersion7():N}";

    private static string Address(string provider, string ticket) => $"/auth/{provider}?connect={ticket}";

    private async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = synter.Browser();
        await LoginAsync(browser, email);
        return browser;
    }

    private static async Task LoginAsync(HttpClient browser, string email)
    {
        using var answer = await SendAsync(browser, HttpMethod.Post, "/auth/login", new { email, password = RunningSynter.AdminPassword });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>As the page gives it to whoever presses its button.</summary>
    private async Task<string> TicketAsync(HttpClient browser) => synter.Services.GetRequiredService<ConnectTickets>().Make(await SessionAsync(browser), "oidc");

    private async Task<HttpResponseMessage> ConnectAsync(HttpClient browser, string subject) => await synter.ReturnAsync(
        browser, claims => (claims["sub"], claims["email"], claims["email_verified"]) = (subject, "elsewhere@example.net", false), Address("oidc", await TicketAsync(browser)));

    private static async Task<SessionId> SessionAsync(HttpClient browser)
    {
        var sessions = (await (await browser.GetAsync("/auth/sessions")).JsonAsync())["items"]!.AsArray();
        return StrongId.Parse<SessionId>(sessions.Single(session => session!["is_this"]!.GetValue<bool>())!["id"]!.GetValue<string>());
    }

    private async Task AgeAsync(HttpClient browser)
    {
        var session = await SessionAsync(browser);
        await using var context = synter.Services.GetRequiredService<SynterDatabase>().Context(new Scope.System("test"));
        await context.Set<Session>().Where(row => row.FamilyId == session)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SignedInAt, row => row.SignedInAt - SessionRows.Fresh));
    }

    private static async Task<int> CountAsync(HttpClient browser) => (await (await browser.GetAsync("/auth/linked-accounts")).JsonAsync())["items"]!.AsArray().Count;

    private static async Task<HttpResponseMessage> UnlinkAsync(HttpClient browser)
    {
        var id = (await (await browser.GetAsync("/auth/linked-accounts")).JsonAsync())["items"]![0]!["id"]!.GetValue<string>();
        return await SendAsync(browser, HttpMethod.Delete, $"/auth/linked-accounts/{id}");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient browser, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = JsonContent.Create(body);
        request.Headers.Add("X-CSRF-Token", (await (await browser.GetAsync("/auth/csrf")).JsonAsync())["token"]!.GetValue<string>());
        return await browser.SendAsync(request);
    }
}
