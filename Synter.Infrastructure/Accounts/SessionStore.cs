using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>A live session found by its cookie.</summary>
/// <param name="IsDue">Its token is old enough to be replaced with this answer.</param>
public sealed record FoundSession(SignedIn SignedIn, bool IsDue);

/// <summary>
/// Starts, finds and ends sessions. What was found is remembered for a moment, so that a page of many requests asks once; a
/// session ended, or a role changed, on another process therefore lives that moment longer.
/// </summary>
public sealed class SessionStore(SynterDatabase database, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private const int DevicesLookedAt = 100;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SeenEach = TimeSpan.FromMinutes(1);
    private static readonly Scope Scope = new Scope.System("sign-in");

    private readonly ConcurrentDictionary<string, (FoundSession Found, DateTimeOffset Until)> _recent = new();

    /// <summary>Starts a session and answers its token, which is never seen again here. Null: the person may not sign in there.</summary>
    /// <param name="user">As it was read just now.</param>
    public async Task<(string Token, SignedIn SignedIn)?> StartAsync(
        SynterDbContext context, User user, WorkspaceId workspace, Caller caller, CancellationToken cancellationToken, TokenUse use = TokenUse.Cookie, bool isTwoFactor = false) =>
        await Standing.OfAsync(context, user, workspace, cancellationToken) is { } standing
            ? await StartAsync(context, standing, caller, cancellationToken, use, isTwoFactor)
            : null;

    /// <summary>The same, for one whose standing was read just now. Should it have ended since, the session opens nothing: each use of it looks.</summary>
    public async Task<(string Token, SignedIn SignedIn)> StartAsync(
        SynterDbContext context, Standing standing, Caller caller, CancellationToken cancellationToken, TokenUse use = TokenUse.Cookie, bool isTwoFactor = false)
    {
        var (user, workspace) = (standing.User, standing.Workspace.Id);
        var token = OpaqueToken.New();
        var family = StrongId.New<SessionId>(clock);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var session = NewRow(family, use, token, user.Id, workspace, clock.Now(), isTwoFactor, caller);
        var isNewDevice = await IsNewDeviceAsync(context, user.Id, caller, cancellationToken);
        context.Add(session);
        if (isNewDevice) await outbox.AddAsync(context, mails.NewDevice(user.AsRecipient(), caller, clock.Now()), cancellationToken);
        // Two round trips that nothing here would go back to.
        context.Database.AutoSavepointsEnabled = false;
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(workspace, "session.signed_in", user.Name, user.Id, caller.Via, family.ToString(), CorrelationId.Current, new JsonObject { ["address"] = caller.Address }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (token, standing.With(session));
    }

    /// <summary>Another token for a session that stands, for a program to renew its access with.</summary>
    public async Task<string> AddRefreshTokenAsync(SignedIn signedIn, Caller caller, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.New();
        await using var context = database.Context(Scope);
        await using var held = await HeldConnection.OfAsync(context, cancellationToken);
        var family = signedIn.Session!.Value;
        var first = await context.Set<Session>().Where(session => session.FamilyId == family).OrderBy(session => session.CreatedAt)
            .Select(session => new { session.SignedInAt, session.IsTwoFactor }).FirstAsync(cancellationToken);
        context.Add(NewRow(family, TokenUse.Refresh, token, signedIn.User, signedIn.Workspace, first.SignedInAt, first.IsTwoFactor, caller));
        await context.SaveChangesAsync(cancellationToken);
        return token;
    }

    /// <summary>The session of a browser's cookie. A cookie that a second holder sends ends it for both.</summary>
    public async Task<FoundSession?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(token);
        var key = Convert.ToHexStringLower(hash);
        var now = clock.Now();
        if (_recent.TryGetValue(key, out var recent) && recent.Until > now) return recent.Found;

        _recent.TryRemove(key, out _);
        await using var context = database.Context(Scope);
        // An unknown token is asked for each time: remembering it would let a stranger fill the memory.
        if (await LoadAsync(context, hash, TokenUse.Cookie, cancellationToken) is not { } row) return null;
        switch (row.Session.Judge(now, row.IsSuccessorUsed))
        {
            case TokenVerdict.Reused:
                await EndReusedAsync(row.SignedIn, row.Session.UserAgent, row.Session.Ip, cancellationToken);
                return null;
            case TokenVerdict.Dead:
                return null;
            case var verdict:
                await SeeAsync(context, row.Session, now, cancellationToken);
                return Remember(key, new FoundSession(row.SignedIn, verdict == TokenVerdict.Due), now);
        }
    }

    /// <summary>The session itself, whichever token it now goes by: for circuits and access tokens.</summary>
    public async Task<SignedIn?> FindAsync(SessionId id, CancellationToken cancellationToken)
    {
        var key = id.ToString();
        var now = clock.Now();
        if (_recent.TryGetValue(key, out var recent) && recent.Until > now) return recent.Found.SignedIn;

        _recent.TryRemove(key, out _);
        await using var context = database.Context(Scope);
        if (await FindAsync(context, id, cancellationToken) is not { } signedIn) return null;

        var seenBefore = now - SeenEach;
        if (signedIn.LastSeenAt < seenBefore)
        {
            await context.Set<Session>().Where(session => session.FamilyId == id && session.RotatedAt == null && session.LastSeenAt < seenBefore)
                .ExecuteUpdateAsync(set => set.SetProperty(session => session.LastSeenAt, now), cancellationToken);
        }

        return Remember(key, new FoundSession(signedIn, IsDue: false), now).SignedIn;
    }

    /// <summary>Ends a session at its person's wish.</summary>
    /// <returns>False when it was not theirs, or had ended.</returns>
    public async Task<bool> EndAsync(SessionId id, Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var ended = await context.Set<Session>().Where(session => session.FamilyId == id && session.UserId == actor.User && session.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        if (ended > 0) await audit.AppendAsync(context, AuditEntry.By(actor, "session.signed_out", id.ToString(), []), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Forget(found => found.Session == id);
        return ended > 0;
    }

    /// <summary>Ends whatever sessions the person has but this one, in every workspace.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndOthersAsync(SessionId mine, Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var ended = await context.EndSessionsAsync(actor.User, clock.Now(), except: mine, cancellationToken: cancellationToken);
        if (ended > 0) await audit.AppendAsync(context, AuditEntry.By(actor, "session.others_signed_out", mine.ToString(), new JsonObject { ["ended"] = ended }), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Forget(found => found.User == actor.User && found.Session != mine);
        return ended;
    }

    /// <summary>Asks the database anew about a person: their role, or whether they may be here, has changed.</summary>
    public void Forget(UserId user) => Forget(found => found.User == user);

    /// <summary>Asks the database anew about everybody in a workspace, whose settings have changed.</summary>
    public void Forget(WorkspaceId workspace) => Forget(found => found.Workspace == workspace);

    /// <summary>Asks the database anew about a session.</summary>
    public void Forget(SessionId id) => Forget(found => found.Session == id);

    /// <summary>Two hold tokens of this session, and one of them is a thief: nobody can tell which, so it ends.</summary>
    internal async Task EndReusedAsync(SignedIn whose, string? userAgent, string? address, CancellationToken cancellationToken)
    {
        var id = whose.Session!.Value;
        var now = clock.Now();
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var ended = await context.Set<Session>().Where(session => session.FamilyId == id && session.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.RevokedAt, now), cancellationToken);
        if (ended == 0) return;

        await outbox.AddAsync(context, mails.SessionRevoked(new(whose.User, whose.Email, whose.Name), userAgent, address, now), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(whose.Workspace, "session.reused", whose.Name, whose.User, Via.System, id.ToString(), CorrelationId.Current, new JsonObject { ["address"] = address }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        Forget(id);
    }

    internal Session NewRow(SessionId family, TokenUse use, string token, UserId user, WorkspaceId workspace, DateTimeOffset signedInAt, bool isTwoFactor, Caller caller, bool isSeen = true)
    {
        var now = clock.Now();
        return new Session
        {
            Id = Guid.CreateVersion7(now),
            FamilyId = family,
            Use = use,
            TokenHash = OpaqueToken.Hash(token),
            UserId = user,
            WorkspaceId = workspace,
            CreatedAt = now,
            SignedInAt = signedInAt,
            IsTwoFactor = isTwoFactor,
            ExpiresAt = Earlier(now + Session.TokenLife, signedInAt + Session.LongestLife),
            LastSeenAt = isSeen ? now : null,
            UserAgent = Cut(caller.UserAgent, 255),
            Ip = Cut(caller.Address, 64),
        };
    }

    internal static async Task<TokenRow?> LoadAsync(SynterDbContext context, byte[] hash, TokenUse use, CancellationToken cancellationToken) =>
        await Rows(context, session => session.TokenHash == hash && session.Use == use).FirstOrDefaultAsync(cancellationToken);

    private async Task<SignedIn?> FindAsync(SynterDbContext context, SessionId family, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var bornAfter = now - Session.LongestLife;
        var row = await Rows(context, session => session.FamilyId == family && session.RevokedAt == null && session.RotatedAt == null
            && session.ExpiresAt > now && session.SignedInAt > bornAfter)
            .OrderByDescending(row => row.Session.LastSeenAt).FirstOrDefaultAsync(cancellationToken);
        return row?.SignedIn;
    }

    /// <summary>Only people who may be in the workspace now.</summary>
    private static IQueryable<TokenRow> Rows(SynterDbContext context, Expression<Func<Session, bool>> which) =>
        from session in context.Set<Session>().AsNoTracking().Where(which)
        join user in context.Users on session.UserId equals user.Id
        where user.IsActive
        join workspace in context.Set<Workspace>() on session.WorkspaceId equals workspace.Id
        join membership in context.Set<Membership>() on new { session.WorkspaceId, session.UserId } equals new { membership.WorkspaceId, membership.UserId }
        where membership.IsActive
        join next in context.Set<Session>() on session.ReplacedBy equals next.Id into successors
        from successor in successors.DefaultIfEmpty()
        select new TokenRow
        {
            Session = session,
            IsSuccessorUsed = successor != null && successor.LastSeenAt != null,
            SignedIn = new SignedIn(
                session.FamilyId, user.Id, user.Email!, user.Name, user.IsStaff, membership.Role,
                workspace.Id, workspace.Slug, workspace.Name, workspace.TimeZone, workspace.Locale,
                TimeSpan.FromSeconds(workspace.UndoWindowSeconds), session.ExpiresAt, session.LastSeenAt,
                workspace.Door.RequiresSecondFactor && !session.IsTwoFactor),
        };

    private static async Task SeeAsync(SynterDbContext context, Session session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - session.LastSeenAt <= SeenEach) return;
        await context.Set<Session>().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastSeenAt, now), cancellationToken);
    }

    /// <summary>Nobody is told of their very first sign-in.</summary>
    private static async Task<bool> IsNewDeviceAsync(SynterDbContext context, UserId user, Caller caller, CancellationToken cancellationToken)
    {
        var known = await context.Set<Session>().Where(session => session.UserId == user)
            .OrderByDescending(session => session.CreatedAt).Select(session => session.UserAgent).Take(DevicesLookedAt).Distinct().ToListAsync(cancellationToken);
        var device = Device.Describe(caller.UserAgent);
        return known.Count > 0 && known.TrueForAll(agent => Device.Describe(agent) != device);
    }

    private FoundSession Remember(string key, FoundSession found, DateTimeOffset now)
    {
        if (_recent.Count > 10_000)
            foreach (var (old, entry) in _recent)
                if (entry.Until <= now) _recent.TryRemove(old, out _);
        _recent[key] = (found, now + Remembered);
        return found;
    }

    private void Forget(Func<SignedIn, bool> which)
    {
        foreach (var (key, entry) in _recent)
            if (which(entry.Found.SignedIn)) _recent.TryRemove(key, out _);
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..length];

    /// <summary>A token as it stands, and whose it is.</summary>
    internal sealed class TokenRow
    {
        public required Session Session { get; init; }

        public required bool IsSuccessorUsed { get; init; }

        public required SignedIn SignedIn { get; init; }
    }
}
