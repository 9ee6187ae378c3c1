using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts.Members;
using Synter.Tests.Support;

namespace Synter.Tests.Api;

[Collection(OneSynter.Name)]
public sealed class InvitationApiTests(RunningSynter synter)
{
    private const string Password = "a long way from home";

    [Fact]
    public async Task Invitation_LetsTheInvitedIn_Once_WithTheRoleGiven()
    {
        var email = Mailbox.NewAddress();
        using var admin = await synter.SignInAsync();
        await synter.Services.GetRequiredService<Memberships>().InviteAsync(await admin.ActorAsync(), email, Role.Analyst, default);
        var token = await synter.TokenToAsync(email, MailKind.Invitation);
        using var invited = synter.Browser();
        var page = await invited.GetStringAsync($"/invitation?token={token}");
        using var late = synter.Browser();
        var latePage = await late.GetStringAsync($"/invitation?token={token}");
        var form = new Dictionary<string, string> { ["_handler"] = "invitation", ["Form.Token"] = token, ["Form.Name"] = "Ann", ["Form.Password"] = Password };

        using var accepted = await invited.PostFormAsync("/invitation", page, form);
        using var again = await late.PostFormAsync("/invitation", latePage, form);
        var me = await (await invited.GetAsync("/auth/me")).JsonAsync();

        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        Assert.False(again.Headers.Contains("Set-Cookie") && again.Headers.GetValues("Set-Cookie").Any(cookie => cookie.StartsWith("sid=", StringComparison.Ordinal)));
        Assert.Equal(("analyst", "Ann"), (me["role"]!.GetValue<string>(), me["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Invitation_OfSomebodyWithAnAccount_JoinsThem_AndLeavesNameAndPasswordAsTheyWere()
    {
        var email = await synter.AddMemberAsync(Role.Viewer);
        using var elsewhere = await synter.SignInElsewhereAsync();
        var inviter = await elsewhere.ActorAsync();
        await synter.Services.GetRequiredService<Memberships>().InviteAsync(inviter, email, Role.Analyst, default);
        var token = await synter.TokenToAsync(email, MailKind.Invitation);
        using var invited = synter.Browser();
        var page = await invited.GetStringAsync($"/invitation?token={token}");
        var form = new Dictionary<string, string> { ["_handler"] = "invitation", ["Form.Token"] = token, ["Form.Name"] = "Somebody else", ["Form.Password"] = Password };

        using var accepted = await invited.PostFormAsync("/invitation", page, form);
        var me = await (await invited.GetAsync("/auth/me")).JsonAsync();
        using var byFormPassword = await PostAsync(invited, "/auth/login", new { email, password = Password });
        using var byOwnPassword = await PostAsync(invited, "/auth/login", new { email, password = RunningSynter.AdminPassword });

        Assert.DoesNotContain("Form.Password", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        Assert.Equal(
            ("Viewer", "analyst", inviter.Workspace.ToString()),
            (me["name"]!.GetValue<string>(), me["role"]!.GetValue<string>(), me["workspace"]!["id"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Unauthorized, byFormPassword.StatusCode);
        Assert.Equal(HttpStatusCode.OK, byOwnPassword.StatusCode);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string path, object body) => client.PostAsJsonAsync(path, body);
}
