using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Infrastructure.Database;
using Synter.Tests.Support;
using Synter.Tests.Support.Outside;
using Synter.Web.Features.Accounts.Door;

namespace Synter.Tests.Api;

/// <summary>Signing in by way of another service: who is let in, as whom, and what is kept of it.</summary>
[Collection(OutsideSynter.Name)]
public sealed class OutsideSignInTests(OutsideSynter synter)
{
    [Fact]
    public async Task NewPerson_BecomesAViewer_AndLeadsOn_AndIsKnownNextTime()
    {
        using var browser = synter.Browser();
        var subject = $"s{Guid.CreateVersion7():N}";
        var email = Mailbox.NewAddress();

        using var first = await synter.ReturnAsync(browser, claims => (claims["sub"], claims["email"]) = (subject, email), "/auth/oidc?returnUrl=/runs");
        var me = await OutsideSynter.MeAsync(browser);
        using var later = synter.Browser();
        // By then the address is another's, and no longer confirmed: the subject alone counts.
        using var second = await synter.ReturnAsync(later, claims => (claims["sub"], claims["email"], claims["email_verified"]) = (subject, "another@example.com", false));

        Assert.Equal("/runs", first.Headers.Location?.ToString());
        Assert.Equal((email, "viewer", "Ann"), (me["email"]!.GetValue<string>(), me["role"]!.GetValue<string>(), me["name"]!.GetValue<string>()));
        Assert.Equal("/", second.Headers.Location?.ToString());
        Assert.Equal(me["id"]!.GetValue<string>(), (await OutsideSynter.MeAsync(later))["id"]!.GetValue<string>());
        Assert.Equal([MailKind.Welcome], (await synter.MailToAsync(email)).Select(mail => mail.Kind));
    }

    [Fact]
    public async Task ConfirmedAddress_LinksTheAccountThatHasIt_AndSaysSo()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        using var browser = synter.Browser();

        using var answer = await synter.ReturnAsync(browser, claims => claims["email"] = email.ToUpperInvariant());

        Assert.Equal((email, "analyst"), ((await OutsideSynter.MeAsync(browser))["email"]!.GetValue<string>(), (await OutsideSynter.MeAsync(browser))["role"]!.GetValue<string>()));
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Kind == MailKind.WaysInChanged && mail.Text!.Plain.Contains("Acme", StringComparison.Ordinal));
        using var admin = await synter.SignInAsync();
        var audit = await (await admin.GetAsync("/api/v1/audit?kind=member.way_in_added")).JsonAsync();
        Assert.Contains(audit["items"]!.AsArray(), entry => entry!.ToJsonString().Contains(email, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(null)]
    public async Task UnconfirmedAddress_LinksNobody_AndMakesNobody(bool? verified)
    {
        var known = await synter.AddMemberAsync(Role.Admin);
        foreach (var email in new[] { known, Mailbox.NewAddress() })
        {
            using var browser = synter.Browser();
            using var answer = await synter.ReturnAsync(browser, claims => (claims["email"], claims["email_verified"]) = (email, verified));

            Assert.Equal("/sign-in?problem=address_not_verified", answer.Headers.Location?.ToString());
            await OutsideSynter.AssertSignedOutAsync(browser);
        }
    }

    [Fact]
    public async Task WhereNobodyMaySignUp_NobodyIsMade()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var slug = (await OutsideSynter.MeAsync(elsewhere))["workspace"]!["slug"]!.GetValue<string>();
        using var browser = synter.Browser();

        using var answer = await synter.ReturnAsync(browser, null, $"/auth/oidc?workspace={slug}");

        Assert.Equal("/sign-in?problem=forbidden", answer.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(browser);
        Assert.Contains("You belong to no workspace", await browser.GetStringAsync("/sign-in?problem=forbidden"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WorkspaceOfTheAddress_IsJoined_AndADeactivatedPersonStaysOut()
    {
        using var elsewhere = await synter.SignInElsewhereAsync();
        var actor = await elsewhere.ActorAsync();
        var domain = $"d{Guid.CreateVersion7():N}.example";
        await synter.Services.GetRequiredService<SetDoor>().ExecuteAsync(actor, WorkspaceDoor.Create(true, [domain], false, false), default);
        using var browser = synter.Browser();
        var subject = $"s{Guid.CreateVersion7():N}";
        (await synter.ReturnAsync(browser, claims => (claims["sub"], claims["email"]) = (subject, $"ann@{domain}"))).Dispose();
        var me = await OutsideSynter.MeAsync(browser);
        using var shutOut = await elsewhere.PostAsync($"/api/v1/members/{me["id"]!.GetValue<string>()}/deactivate", null);
        using var later = synter.Browser();

        using var again = await synter.ReturnAsync(later, claims => claims["sub"] = subject);

        Assert.Equal(actor.Workspace.ToString(), me["workspace"]!["id"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NoContent, shutOut.StatusCode);
        Assert.Equal("/sign-in?problem=forbidden", again.Headers.Location?.ToString());
    }

    [Fact]
    public async Task AddressInTheUsersDocumentOnly_IsRead_UnlessItIsAnothers()
    {
        var subject = $"s{Guid.CreateVersion7():N}";
        var email = Mailbox.NewAddress();
        using var browser = synter.Browser();
        using var other = synter.Browser();
        void Bare(JsonObject claims)
        {
            claims["sub"] = subject;
            claims.Remove("email");
            claims.Remove("email_verified");
        }

        synter.Acme.UserInfo = new() { ["sub"] = "another", ["email"] = email, ["email_verified"] = true };
        using var refused = await synter.ReturnAsync(other, Bare);
        synter.Acme.UserInfo = new() { ["sub"] = subject, ["email"] = email, ["email_verified"] = true };
        using var taken = await synter.ReturnAsync(browser, Bare);
        synter.Acme.UserInfo = null;

        Assert.Equal("/sign-in?problem=provider", refused.Headers.Location?.ToString());
        Assert.Equal(email, (await OutsideSynter.MeAsync(browser))["email"]!.GetValue<string>());
        await synter.ForgetFailuresAsync();
    }

    [Fact]
    public async Task SecondFactor_IsAskedFor_ThisWayToo()
    {
        var email = await synter.AddMemberAsync(Role.Analyst);
        await using (var context = synter.Services.GetRequiredService<SynterDatabase>().Context(new Scope.System("test")))
            await context.Users.Where(user => user.Email == email).ExecuteUpdateAsync(set => set.SetProperty(user => user.TwoFactorEnabled, true));
        using var browser = synter.Browser();

        using var answer = await synter.ReturnAsync(browser, claims => claims["email"] = email, "/auth/oidc?returnUrl=/runs");

        Assert.Equal(CodePage.AddressFor("/runs"), answer.Headers.Location?.ToString());
        await OutsideSynter.AssertSignedOutAsync(browser);
    }

    [Fact]
    public async Task TwoWindowsAtOnce_MakeOneAccount()
    {
        var (subject, email) = ($"s{Guid.CreateVersion7():N}", Mailbox.NewAddress());

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var browser = synter.Browser();
            using var answer = await synter.ReturnAsync(browser, claims => (claims["sub"], claims["email"]) = (subject, email));
            return (await OutsideSynter.MeAsync(browser))["id"]!.GetValue<string>();
        }));

        Assert.Single(ids.Distinct());
    }

    [Fact]
    public async Task Tokens_AreKeptSealed()
    {
        using var browser = synter.Browser();
        (await synter.ReturnAsync(browser)).Dispose();
        await using var context = synter.Services.GetRequiredService<SynterDatabase>().Context(new Scope.System("test"));

        var account = await context.Set<OauthAccount>().FirstAsync();

        Assert.NotNull(account.SealedTokens);
        Assert.DoesNotContain("an access token", System.Text.Encoding.UTF8.GetString(account.SealedTokens), StringComparison.Ordinal);
        Assert.NotNull(account.ExpiresAt);
    }

    [Fact]
    public async Task Linked_IsListed_AndPartedWith_UnlessItIsTheLastWayIn()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var withPassword = synter.Browser();
        (await synter.ReturnAsync(withPassword, claims => claims["email"] = email)).Dispose();
        using var without = synter.Browser();
        (await synter.ReturnAsync(without)).Dispose();

        using var parted = await UnlinkAsync(withPassword);
        using var kept = await UnlinkAsync(without);

        Assert.Equal(HttpStatusCode.NoContent, parted.StatusCode);
        Assert.Empty((await (await withPassword.GetAsync("/auth/linked-accounts")).JsonAsync())["items"]!.AsArray());
        Assert.Equal("last_way_in", await kept.ProblemAsync(HttpStatusCode.Conflict));
        Assert.Contains(await synter.MailToAsync(email), mail => mail.Text!.Plain.Contains("removed", StringComparison.Ordinal));
    }

    private static async Task<HttpResponseMessage> UnlinkAsync(HttpClient browser)
    {
        var csrf = (await (await browser.GetAsync("/auth/csrf")).JsonAsync())["token"]!.GetValue<string>();
        var id = (await (await browser.GetAsync("/auth/linked-accounts")).JsonAsync())["items"]![0]!["id"]!.GetValue<string>();
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/auth/linked-accounts/{id}");
        request.Headers.Add("X-CSRF-Token", csrf);
        return await browser.SendAsync(request);
    }
}
