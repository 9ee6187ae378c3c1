using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Members;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class MembershipsTests : IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture _postgres;
    private readonly TestTrust _trust;
    private readonly ManualClock _clock = new();
    private readonly AccountPost _post;
    private readonly SessionStore _sessions;
    private readonly Memberships _memberships;

    public MembershipsTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _trust = new TestTrust(postgres);
        _post = new AccountPost(postgres.Database, _trust, _clock);
        _sessions = new SessionStore(postgres.Database, _trust.Audit, _post.Outbox, _post.Mails, _clock);
        _memberships = new Memberships(postgres.Database, _trust.Audit, _sessions, new UpperInvariantLookupNormalizer(), _post.Outbox, _post.Mails, _clock);
    }

    private MemberQueries Queries => new(_postgres.Database, _clock);

    [Theory]
    [InlineData(Role.Viewer)]
    [InlineData(Role.Analyst)]
    public async Task Everything_ByLessThanAnAdmin_IsRefused(Role role)
    {
        var actor = await _postgres.NewWorkspaceAsync(role);

        Assert.Equal("forbidden", (await _memberships.ChangeRoleAsync(actor, actor.User, Role.Admin, default)).Refusal?.Code);
        Assert.Equal("forbidden", (await _memberships.DeactivateAsync(actor, actor.User, default)).Refusal?.Code);
        Assert.Equal("forbidden", (await _memberships.InviteAsync(actor, "x@example.com", Role.Viewer, default)).Refusal?.Code);
    }

    [Fact]
    public async Task ChangeRole_IsAudited_WithBeforeAndAfter_AndHoldsForOpenSessions()
    {
        var admin = await _postgres.NewWorkspaceAsync();
        var member = await _postgres.NewMemberAsync(admin.Workspace, Role.Viewer);
        var session = await SignInAsync(member);
        Assert.Equal(Role.Viewer, (await _sessions.FindAsync(session, default))!.Role);

        Assert.True((await _memberships.ChangeRoleAsync(admin, member.User, Role.Analyst, default)).IsOk);

        Assert.Equal(Role.Analyst, (await _sessions.FindAsync(session, default))!.Role);
        var line = (await _trust.Queries.ListAsync(admin, new AuditFilter(Kind: "member.role_changed"), PageRequest.First, default)).Items.Single();
        Assert.Equal(member.User.ToString(), line.Subject);
        var details = JsonNode.Parse(line.Details!.ToString())!;
        Assert.Equal(("viewer", "analyst"), (details["before"]!["role"]!.GetValue<string>(), details["after"]!["role"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Deactivate_EndsSessions_AndLetsNobodyInAgainUntilReactivated()
    {
        var admin = await _postgres.NewWorkspaceAsync();
        var member = await _postgres.NewMemberAsync(admin.Workspace, Role.Analyst);
        var session = await SignInAsync(member);

        Assert.True((await _memberships.DeactivateAsync(admin, member.User, default)).IsOk);

        Assert.Null(await _sessions.FindAsync(session, default));
        Assert.Null(await TrySignInAsync(member));
        await _memberships.ReactivateAsync(admin, member.User, default);
        Assert.NotNull(await TrySignInAsync(member));
    }

    [Fact]
    public async Task Person_IsActive_AsLongAsSomeWorkspaceLetsThemIn()
    {
        var one = await _postgres.NewWorkspaceAsync();
        var other = await _postgres.NewWorkspaceAsync();
        var member = await _postgres.NewMemberAsync(one.Workspace, Role.Viewer);
        await using (var context = _postgres.Database.Context(new Scope.System("test")))
        {
            context.Add(new Membership(other.Workspace, member.User, Role.Viewer, _clock.GetUtcNow()));
            await context.SaveChangesAsync();
        }

        await _memberships.DeactivateAsync(one, member.User, default);
        Assert.True(await IsActiveAsync(member));
        await _memberships.DeactivateAsync(other, member.User, default);
        Assert.False(await IsActiveAsync(member));
        await _memberships.ReactivateAsync(one, member.User, default);
        Assert.True(await IsActiveAsync(member));
    }

    [Fact]
    public async Task LastAdmin_CanNeitherGoNorStepDown()
    {
        var admin = await _postgres.NewWorkspaceAsync();

        Assert.Equal("wrong_state", (await _memberships.DeactivateAsync(admin, admin.User, default)).Refusal?.Code);
        Assert.Equal("wrong_state", (await _memberships.ChangeRoleAsync(admin, admin.User, Role.Viewer, default)).Refusal?.Code);
    }

    [Fact]
    public async Task TwoAdmins_RemovingEachOtherAtOnce_LeaveOne()
    {
        var one = await _postgres.NewWorkspaceAsync();
        var other = await _postgres.NewMemberAsync(one.Workspace, Role.Admin);

        var gone = await Task.WhenAll(_memberships.DeactivateAsync(one, other.User, default), _memberships.DeactivateAsync(other, one.User, default));

        Assert.Single(gone, result => result.IsOk);
    }

    [Fact]
    public async Task Member_OfAnotherWorkspace_IsNotThere()
    {
        var admin = await _postgres.NewWorkspaceAsync();
        var stranger = await _postgres.NewWorkspaceAsync();

        Assert.Equal("not_found", (await _memberships.ChangeRoleAsync(admin, stranger.User, Role.Viewer, default)).Refusal?.Code);
        Assert.DoesNotContain((await Queries.ListAsync(admin, null, PageRequest.First, default)).Items, line => line.User == stranger.User);
    }

    [Fact]
    public async Task Invite_IsMailed_AndTheNextOneReplacesIt()
    {
        var admin = await _postgres.NewWorkspaceAsync();
        var email = Mailbox.NewAddress();

        await _memberships.InviteAsync(admin, email.Replace('p', 'P'), Role.Viewer, default);
        var second = (await _memberships.InviteAsync(admin, email, Role.Analyst, default)).Value;

        // Of one instant on this clock: the list may have them either way round.
        var mails = (await _post.ToAsync(email)).OrderBy(mail => mail.To, StringComparer.Ordinal).ToList();
        Assert.All(mails, mail => Assert.Equal(MailKind.Invitation, mail.Kind));
        Assert.Equal([(email.Replace('p', 'P'), true), (email, false)], mails.Select(mail => (mail.To, mail.Text!.Plain.Contains("viewer", StringComparison.Ordinal))));
        Assert.Equal(second, Assert.Single(await Queries.InvitationsAsync(admin, default)).Id);
        Assert.True((await _memberships.WithdrawAsync(admin, second, default)).IsOk);
        Assert.Empty(await Queries.InvitationsAsync(admin, default));
    }

    [Theory]
    [InlineData("nobody", "validation_failed")]
    [InlineData("", "validation_failed")]
    [InlineData("Nobody <nobody@example.com>", "validation_failed")]
    public async Task Invite_NoAddress_IsRefused(string email, string code) =>
        Assert.Equal(code, (await _memberships.InviteAsync(await _postgres.NewWorkspaceAsync(), email, Role.Viewer, default)).Refusal?.Code);

    [Fact]
    public async Task Invite_AMember_IsAConflict()
    {
        var admin = await _postgres.NewWorkspaceAsync();

        Assert.Equal("already_exists", (await _memberships.InviteAsync(admin, admin.Name.ToUpperInvariant(), Role.Viewer, default)).Refusal?.Code);
    }

    [Fact]
    public async Task List_SearchesAndPages()
    {
        var admin = await _postgres.NewWorkspaceAsync();
        var others = new[] { await _postgres.NewMemberAsync(admin.Workspace, Role.Viewer), await _postgres.NewMemberAsync(admin.Workspace, Role.Viewer) };

        var first = await Queries.ListAsync(admin, null, new PageRequest(2, null), default);
        Assert.True(Keyset.TryParse(first.NextCursor, out var after));
        var second = await Queries.ListAsync(admin, null, new PageRequest(2, after), default);

        Assert.Equal(new[] { admin.User, others[0].User, others[1].User }.Order(Comparer<UserId>.Create((a, b) => a.Value.CompareTo(b.Value))),
            first.Items.Concat(second.Items).Select(line => line.User).Order(Comparer<UserId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Equal(others[1].User, Assert.Single((await Queries.ListAsync(admin, others[1].Name[..12].ToUpperInvariant(), PageRequest.First, default)).Items, line => line.User == others[1].User).User);
        Assert.Empty((await Queries.ListAsync(admin, "%", PageRequest.First, default)).Items);
    }

    private async Task<bool> IsActiveAsync(Actor member)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        return await context.Users.Where(u => u.Id == member.User).Select(u => u.IsActive).SingleAsync();
    }

    private async Task<SessionId> SignInAsync(Actor member) => (await TrySignInAsync(member))!.Value;

    private async Task<SessionId?> TrySignInAsync(Actor member)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        var user = await context.Users.SingleAsync(u => u.Id == member.User);
        return (await _sessions.StartAsync(context, user, member.Workspace, new Caller("10.0.0.7", "curl/8.5.0", Via.Api), default))?.SignedIn.Session;
    }
}
