using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Settings;
using Synter.Infrastructure.Vault;
using Synter.Tests.Database;

namespace Synter.Tests.Support;

/// <summary>Second factors over a test's database, under a clock that the test moves.</summary>
public sealed class FactorDesk : IDisposable
{
    private static int s_desks;

    private readonly PostgresFixture _postgres;
    private readonly TestTrust _trust;
    private readonly Argon2id _argon2 = new(new PasswordCost(8, 1));
    private readonly Argon2PasswordHasher _hasher;

    public FactorDesk(PostgresFixture postgres)
    {
        (_postgres, _trust) = (postgres, new TestTrust(postgres, Clock));
        var database = postgres.Database;
        var texts = new SealedTexts(_trust.Keys);
        var post = new AccountPost(database, _trust, Clock);
        var (outbox, mails) = (post.Outbox, post.Mails);
        var audit = _trust.Audit;
        var throttle = new SignInThrottle(database, Clock);
        _hasher = new Argon2PasswordHasher(_argon2);
        Sessions = new SessionStore(database, _trust.Audit, outbox, mails, Clock);
        Passwords = new SetPassword(
            database, new MagicLinks(Clock), new NewPassword(new NoBreachedPasswords(), _argon2, _hasher), _argon2, _hasher, throttle, Sessions, audit, outbox, mails, Clock);
        Check = new FactorCheck(texts, _trust.Keys, Clock);
        Pending = new PendingSignIns(database, Clock);
        Complete = new CompleteSignIn(database, Pending, Check, throttle, Sessions, audit, outbox, mails, Clock);
        var prove = new ProveAgain(Passwords, Check, throttle, Clock);
        Factors = new SecondFactors(database, Check, prove, Sessions, audit, outbox, mails, Clock);
        Passkeys = new Passkeys(database, prove, new Entry(Sessions, Pending), Sessions, audit, outbox, mails, Clock);
        Reset = new ResetSecondFactor(database, Sessions, _trust.Audit, outbox, mails, Clock);
    }

    /// <summary>At an address of this test's own: failures are counted by address too.</summary>
    public Caller Browser { get; } = new($"10.7.0.{Interlocked.Increment(ref s_desks)}", "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", Via.Page);

    public ManualClock Clock { get; } = new();

    public SessionStore Sessions { get; }

    public FactorCheck Check { get; }

    public PendingSignIns Pending { get; }

    public CompleteSignIn Complete { get; }

    public SetPassword Passwords { get; }

    public SecondFactors Factors { get; }

    public Passkeys Passkeys { get; }

    public ResetSecondFactor Reset { get; }

    /// <summary>Somebody new who is signed in.</summary>
    public async Task<Person> PersonAsync(WorkspaceId? workspace = null, Role role = Role.Admin)
    {
        var actor = workspace is { } id ? await _postgres.NewMemberAsync(id, role) : await _postgres.NewWorkspaceAsync(role);
        return new Person(this, actor, await SignInAsync(actor));
    }

    public async Task<SessionId> SignInAsync(Actor actor, bool isTwoFactor = false)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        var started = await Sessions.StartAsync(context, await UserAsync(actor.User), actor.Workspace, Browser, default, isTwoFactor: isTwoFactor);
        return started!.Value.SignedIn.Session!.Value;
    }

    /// <summary>Somebody who has a second factor.</summary>
    public async Task<Person> SetUpAsync(WorkspaceId? workspace = null, Role role = Role.Admin)
    {
        var person = await PersonAsync(workspace, role);
        person.Secret = Base32.Read((await Factors.OfferAsync(person.Actor, default)).Value.Secret);
        person.Codes = (await Factors.ConfirmAsync(person.Actor, person.Session, person.CodeAt(-1), null, Browser, default)).Value.Codes;
        return person;
    }

    public async Task<string> ChallengeAsync(Person person, TokenUse use = TokenUse.Cookie, Via via = Via.Page) =>
        (await Pending.BeginAsync(await UserAsync(person.Actor.User), person.Actor.Workspace, use, via, default)).Challenge;

    public async Task<User> UserAsync(UserId id)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        return await context.Users.FirstAsync(u => u.Id == id);
    }

    public async Task GivePasswordAsync(UserId id, string password)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        (await context.Users.FirstAsync(u => u.Id == id)).PasswordHash = _hasher.HashPassword(new User(), password);
        await context.SaveChangesAsync();
    }

    public async Task GivePasskeyAsync(UserId id)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        context.Add(new IdentityUserPasskey<UserId>
        {
            UserId = id,
            CredentialId = Guid.CreateVersion7().ToByteArray(),
            Data = new IdentityPasskeyData { Name = "Laptop", PublicKey = [1], CreatedAt = Clock.Now(), AttestationObject = [1], ClientDataJson = [1] },
        });
        await context.SaveChangesAsync();
    }

    public async Task RequireAsync(WorkspaceId id)
    {
        await using var context = _postgres.Database.Context(new Scope.System("test"));
        (await context.Set<Workspace>().FirstAsync(w => w.Id == id)).Hang(WorkspaceDoor.Create(false, [], false, requiresSecondFactor: true).Value);
        await context.SaveChangesAsync();
    }

    public async Task<IReadOnlyList<AuditLine>> AuditAsync(Actor actor) => (await _trust.Queries.ListAsync(actor, new AuditFilter(), PageRequest.First, default)).Items;

    public void Dispose() => _argon2.Dispose();

    /// <summary>Somebody signed in, and what their app holds.</summary>
    public sealed record Person(FactorDesk Desk, Actor Actor, SessionId Session)
    {
        public byte[] Secret { get; set; } = [];

        public IReadOnlyList<string> Codes { get; set; } = [];

        /// <summary>What the app shows now, or so many half minutes from now.</summary>
        public string CodeAt(int steps = 0) => Totp.CodeAt(Secret, Totp.Step(Desk.Clock.GetUtcNow()) + steps);
    }
}
