using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Domain.Mail;
using Synter.Infrastructure.Accounts;
using Synter.Tests.Database;
using Synter.Tests.Support;

namespace Synter.Tests.Accounts;

public sealed class SessionRotationTests : IClassFixture<PostgresFixture>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";

    private static readonly Caller s_browser = new("10.0.0.7", Firefox, Via.Page);

    private readonly PostgresFixture _postgres;
    private readonly TestTrust _trust;
    private readonly ManualClock _clock = new();
    private readonly AccountPost _post;
    private readonly SessionStore _sessions;
    private readonly SessionRotation _rotation;

    public SessionRotationTests(PostgresFixture postgres)
    {
        _postgres = postgres;
        _trust = new TestTrust(postgres);
        _post = new AccountPost(postgres.Database, _trust, _clock);
        _sessions = new SessionStore(postgres.Database, _trust.Audit, _post.Outbox, _post.Mails, _clock);
        _rotation = new SessionRotation(postgres.Database, _sessions, _clock);
    }

    [Fact]
    public async Task Cookie_GrownOld_IsReplaced_AndTheSessionStaysTheSame()
    {
        var (actor, token) = await SignInAsync();
        _clock.Advance(Session.RenewedAfter);
        var found = await _sessions.FindAsync(token, default);

        var rotated = await _rotation.RenewAsync(token, s_browser, default);

        Assert.True(found!.IsDue);
        Assert.NotNull(rotated!.Token);
        Assert.Equal(found.SignedIn.Session, (await _sessions.FindAsync(rotated.Token, default))!.SignedIn.Session);
        Assert.Equal(actor.User, rotated.SignedIn.User);
        Assert.Equal(_clock.Now() + Session.TokenLife, rotated.ExpiresAt);
    }

    [Fact]
    public async Task Cookie_Replaced_IsHonouredForRequestsUnderWay_ThenEndsTheSession()
    {
        var (actor, first) = await SignInAsync();
        var second = (await _rotation.RotateAsync(first, s_browser, default))!.Token!;

        var during = await _sessions.FindAsync(first, default);
        _clock.Advance(Session.ShortGrace + TimeSpan.FromSeconds(3));
        var after = await _sessions.FindAsync(first, default);

        Assert.NotNull(during);
        Assert.False(during.IsDue);
        Assert.Null(after);
        Assert.Null(await _sessions.FindAsync(second, default));
        Assert.Null(await _sessions.FindAsync(during.SignedIn.Session!.Value, default));
        Assert.Contains("session.reused", await KindsAsync(actor));
        Assert.Contains("Firefox on Linux", Assert.Single(await _post.ToAsync(actor.Name), mail => mail.Kind == MailKind.SessionRevoked).Text!.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_ItsAnswerWasLost_IsReplacedAgain()
    {
        var (_, first) = await SignInAsync();
        _clock.Advance(Session.RenewedAfter);
        var lost = (await _rotation.RenewAsync(first, s_browser, default))!.Token!;
        _clock.Advance(TimeSpan.FromMinutes(5));

        var second = (await _rotation.RenewAsync(first, s_browser, default))!.Token!;

        Assert.NotNull(await _sessions.FindAsync(second, default));
        _clock.Advance(TimeSpan.FromMinutes(1));
        // Both the lost one and the fresh one in use: two holders after all.
        Assert.Null(await _sessions.FindAsync(lost, default));
        Assert.Null(await _sessions.FindAsync(second, default));
    }

    [Fact]
    public async Task Cookie_ManyRequestsAtOnce_OneReplacesIt_AllAreServed()
    {
        var (_, token) = await SignInAsync();
        _clock.Advance(Session.RenewedAfter);

        var rotated = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _rotation.RenewAsync(token, s_browser, default)));

        Assert.All(rotated, Assert.NotNull);
        Assert.Single(rotated, rotation => rotation!.Token is not null);
    }

    [Fact]
    public async Task Refresh_UsedTwice_EndsTheSession()
    {
        var (_, cookie) = await SignInAsync();
        var signedIn = (await _sessions.FindAsync(cookie, default))!.SignedIn;
        var first = await _sessions.AddRefreshTokenAsync(signedIn, s_browser, default);
        var second = (await _rotation.RefreshAsync(first, s_browser, default))!.Token!;

        Assert.Null(await _rotation.RefreshAsync(first, s_browser, default));

        Assert.Null(await _rotation.RefreshAsync(second, s_browser, default));
        Assert.Null(await _sessions.FindAsync(cookie, default));
    }

    [Fact]
    public async Task Refresh_InParallel_IsTwoHolders()
    {
        var (_, cookie) = await SignInAsync();
        var token = await _sessions.AddRefreshTokenAsync((await _sessions.FindAsync(cookie, default))!.SignedIn, s_browser, default);

        var rotated = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _rotation.RefreshAsync(token, s_browser, default)));

        Assert.True(rotated.Count(rotation => rotation is not null) <= 1);
        Assert.Null(await _sessions.FindAsync(cookie, default));
    }

    [Fact]
    public async Task RefreshToken_IsNoCookie_AndNoCookieRefreshes()
    {
        var (_, cookie) = await SignInAsync();
        var refresh = await _sessions.AddRefreshTokenAsync((await _sessions.FindAsync(cookie, default))!.SignedIn, s_browser, default);

        Assert.Null(await _sessions.FindAsync(refresh, default));
        Assert.Null(await _rotation.RefreshAsync(cookie, s_browser, default));
    }

    [Fact]
    public async Task Session_Unused_IsOver()
    {
        var (_, token) = await SignInAsync();

        _clock.Advance(Session.TokenLife);

        Assert.Null(await _sessions.FindAsync(token, default));
        Assert.Null(await _rotation.RenewAsync(token, s_browser, default));
    }

    [Fact]
    public async Task Session_HoweverMuchUsed_EndsAtLast()
    {
        var (_, token) = await SignInAsync();
        var id = (await _sessions.FindAsync(token, default))!.SignedIn.Session!.Value;
        for (var hours = 0; hours < 7 * 24; hours += 6)
        {
            Assert.NotNull(await _sessions.FindAsync(token, default));
            token = (await _rotation.RotateAsync(token, s_browser, default))!.Token!;
            _clock.Advance(TimeSpan.FromHours(6));
        }

        Assert.Null(await _sessions.FindAsync(token, default));
        Assert.Null(await _sessions.FindAsync(id, default));
    }

    [Fact]
    public async Task SignIn_FromAnotherDevice_IsMailed_AndTheFirstIsNot()
    {
        var (actor, _) = await SignInAsync();
        await StartAsync(actor, s_browser);
        Assert.Empty(await _post.ToAsync(actor.Name));

        await StartAsync(actor, s_browser with { UserAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1" });

        var mail = Assert.Single(await _post.ToAsync(actor.Name));
        Assert.Equal(MailKind.NewDevice, mail.Kind);
        Assert.Contains("Safari on iPhone", mail.Text!.Plain, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ThatIsNotCommitted_WritesToNobody()
    {
        var (actor, _) = await SignInAsync();

        await using (await BrokenAudit.InAsync(_postgres))
            await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(actor, s_browser with { UserAgent = "curl/8" }));

        Assert.Empty(await _post.ToAsync(actor.Name));
    }

    [Fact]
    public async Task EndOthers_LeavesTheOneActedFrom()
    {
        var (actor, mine) = await SignInAsync();
        var other = await StartAsync(actor, s_browser);
        var id = (await _sessions.FindAsync(mine, default))!.SignedIn.Session!.Value;

        var ended = await _sessions.EndOthersAsync(id, actor, default);

        Assert.Equal(1, ended);
        Assert.NotNull(await _sessions.FindAsync(mine, default));
        Assert.Null(await _sessions.FindAsync(other, default));
    }

    [Fact]
    public async Task End_OfAnothersSession_DoesNothing()
    {
        var (_, token) = await SignInAsync();
        var id = (await _sessions.FindAsync(token, default))!.SignedIn.Session!.Value;
        var stranger = await _postgres.NewWorkspaceAsync();

        Assert.False(await _sessions.EndAsync(id, stranger, default));
        Assert.NotNull(await _sessions.FindAsync(id, default));
    }

    private async Task<(Actor Actor, string Token)> SignInAsync()
    {
        var actor = await _postgres.NewWorkspaceAsync();
        return (actor, await StartAsync(actor, s_browser));
    }

    private async Task<string> StartAsync(Actor actor, Caller caller)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        var user = (await context.Users.FindAsync(actor.User))!;
        return (await _sessions.StartAsync(context, user, actor.Workspace, caller, default))!.Value.Token;
    }

    private async Task<IEnumerable<string>> KindsAsync(Actor actor) =>
        (await _trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items.Select(line => line.Kind);
}
