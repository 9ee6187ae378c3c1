using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class PersonalTokensTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly ManualClock _clock = new();

    private PersonalTokens Tokens => new(postgres.Database, new TestTrust(postgres).Audit, _clock);

    [Fact]
    public async Task Create_SignedInAWhileAgo_AsksToSignInAgain()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var session = await SignInAsync(actor);
        _clock.Advance(SessionRows.Fresh);

        Assert.Equal("reauthentication_required", (await Tokens.CreateAsync(actor, session, "Late", Role.Viewer, 30, default)).Refusal?.Code);
        Assert.Equal("reauthentication_required", (await Tokens.CreateAsync(actor, null, "Nobody's", Role.Viewer, 30, default)).Refusal?.Code);
        Assert.Empty(await Tokens.ListAsync(actor, default));
    }

    [Fact]
    public async Task Create_IsFoundByItsTokenAlone_AndListedWithoutIt()
    {
        var actor = await postgres.NewWorkspaceAsync();

        var (token, line) = (await CreateAsync(actor, " Nightly report ", Role.Viewer, 30, default)).Value;

        Assert.StartsWith(PersonalTokens.Prefix, token, StringComparison.Ordinal);
        Assert.Equal(new PersonalTokenLine(line.Id, "Nightly report", Role.Viewer, _clock.Now(), _clock.Now().AddDays(30), null), line);
        var found = (await Tokens.FindAsync(token, default))!;
        Assert.Equal((actor.User, actor.Workspace, Role.Viewer, false), (found.User, found.Workspace, found.Role, found.IsStaff));
        Assert.Null(found.Session);
        Assert.Null(await Tokens.FindAsync(token[..^1], default));
        Assert.Equal(_clock.Now(), Assert.Single(await Tokens.ListAsync(actor, default)).LastUsedAt);
    }

    [Fact]
    public async Task Create_BeyondOnesOwnRole_OrWrong_SaysAllThatIs()
    {
        var actor = await postgres.NewWorkspaceAsync(Role.Analyst);

        var refused = (await CreateAsync(actor, " ", Role.Admin, 400, default)).Refusal!;

        Assert.Equal(["/name", "/role", "/days"], refused.Errors.Select(error => error.Pointer));
    }

    [Fact]
    public async Task Find_RoleTakenAway_TakesTheTokenAlong()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var (token, _) = (await CreateAsync(actor, "Deploy", Role.Admin, 30, default)).Value;

        await ChangeAsync(actor, membership => membership.Become(Role.Viewer));
        Assert.Equal(Role.Viewer, (await Tokens.FindAsync(token, default))!.Role);

        await ChangeAsync(actor, membership => membership.Deactivate());
        Assert.Null(await Tokens.FindAsync(token, default));
    }

    [Fact]
    public async Task Find_ExpiredOrRevoked_IsNobody()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var (revoked, line) = (await CreateAsync(actor, "One", Role.Viewer, 30, default)).Value;
        var (expired, _) = (await CreateAsync(actor, "Two", Role.Viewer, 1, default)).Value;

        Assert.True((await Tokens.RevokeAsync(actor, line.Id, default)).IsOk);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Null(await Tokens.FindAsync(revoked, default));
        Assert.Null(await Tokens.FindAsync(expired, default));
        Assert.Equal([("Two", TokenEnd.Expired), ("One", TokenEnd.Revoked)], (await Tokens.ListAsync(actor, default)).Select(token => (token.Name, token.EndedBecause!.Value)));
        Assert.Equal("not_found", (await Tokens.RevokeAsync(actor, line.Id, default)).Refusal?.Code);
    }

    [Fact]
    public async Task List_ForgetsWhatEndedLongAgo()
    {
        var actor = await postgres.NewWorkspaceAsync();
        await CreateAsync(actor, "Old", Role.Viewer, 1, default);
        _clock.Advance(TimeSpan.FromDays(32));

        Assert.Empty(await Tokens.ListAsync(actor, default));
    }

    [Fact]
    public async Task Create_FromASessionThatHasEnded_AsksToSignInAgain()
    {
        var actor = await postgres.NewWorkspaceAsync();
        var session = await SignInAsync(actor);
        await using (var context = postgres.Database.Context(new Scope.System("test"))) await context.EndSessionsAsync(actor.User, _clock.Now());

        Assert.Equal("reauthentication_required", (await Tokens.CreateAsync(actor, session, "Behind it", Role.Viewer, 30, default)).Refusal?.Code);
    }

    [Fact]
    public async Task Revoke_AnothersToken_IsNotFound()
    {
        var (_, line) = (await CreateAsync(await postgres.NewWorkspaceAsync(), "Theirs", Role.Viewer, 30, default)).Value;

        Assert.Equal("not_found", (await Tokens.RevokeAsync(await postgres.NewWorkspaceAsync(), line.Id, default)).Refusal?.Code);
    }

    private async Task ChangeAsync(Actor actor, Action<Membership> change)
    {
        await using var context = postgres.Database.Context(new Scope.System("test"));
        change((await context.FindAsync<Membership>(actor.Workspace, actor.User))!);
        await context.SaveChangesAsync();
    }

    private async Task<Result<(string Token, PersonalTokenLine Line)>> CreateAsync(Actor actor, string name, Role role, int days, CancellationToken cancellationToken) =>
        await Tokens.CreateAsync(actor, await SignInAsync(actor), name, role, days, cancellationToken);

    private async Task<SessionId> SignInAsync(Actor actor)
    {
        var trust = new TestTrust(postgres);
        var post = new AccountPost(postgres.Database, trust, _clock);
        await using var context = postgres.Database.Context(new Scope.System("test"));
        var user = await context.Users.SingleAsync(u => u.Id == actor.User);
        var started = await new SessionStore(postgres.Database, trust.Audit, post.Outbox, post.Mails, _clock).StartAsync(context, user, actor.Workspace, new Caller("10.0.0.7", "curl/8.5.0", Via.Api), default);
        return started!.Value.SignedIn.Session!.Value;
    }
}
