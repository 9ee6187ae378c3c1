using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Tokens;

/// <summary>One of a person's tokens, as a list shows it.</summary>
/// <param name="EndedAt">Null while it counts.</param>
public sealed record PersonalTokenLine(
    PersonalTokenId Id, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? EndedAt = null, TokenEnd? EndedBecause = null);

/// <summary>Tokens that people make for their programs: named, shown once, of a role no higher than their own, and ending.</summary>
public sealed class PersonalTokens(SynterDatabase database, AuditLog audit, TimeProvider clock)
{
    /// <summary>What each begins with, so that whoever finds one knows what it is.</summary>
    public const string Prefix = "synter_";

    public const int LongestName = 64;
    public const int MostDays = 365;
    public const int MostEach = 20;

    private const int MostListed = 50;
    private static readonly TimeSpan UsedEach = TimeSpan.FromMinutes(1);
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>Makes one for who has signed in just now, and answers it, this once.</summary>
    public async Task<Result<(string Token, PersonalTokenLine Line)>> CreateAsync(Actor actor, SessionId? session, string name, Role role, int days, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.KeepOwnAccount) is { } lacking) return lacking;
        name = name.Trim();
        var errors = new List<FieldError>();
        if (name.Length is 0 or > LongestName) errors.Add(new("/name", $"Give a name of at most {LongestName} characters."));
        if (role > actor.Role) errors.Add(new("/role", "A token may do no more than you may."));
        if (days is < 1 or > MostDays) errors.Add(new("/days", $"Give 1 to {MostDays} days."));
        if (errors.Count > 0) return Refusals.Invalid(errors);

        var token = Prefix + OpaqueToken.New();
        var now = clock.Now();
        var row = new PersonalToken
        {
            Id = StrongId.New<PersonalTokenId>(clock), UserId = actor.User, WorkspaceId = actor.Workspace, Name = name,
            TokenHash = OpaqueToken.Hash(token), Role = role, CreatedAt = now, ExpiresAt = now.AddDays(days),
        };
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // In turn with a change of password, which ends the session and every token: none may slip in behind it.
        await context.Database.ExecuteSqlAsync($"SELECT 1 FROM users WHERE id = {actor.User.Value} FOR UPDATE", cancellationToken);
        if (!await context.IsFreshAsync(session, now, cancellationToken)) return Errors.SignInAgain;
        if (await Live(context, actor, now).CountAsync(cancellationToken) >= MostEach)
            return Refusals.WrongState($"You have {MostEach} tokens here already. Revoke one that is not needed.");

        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        var details = new JsonObject { ["name"] = name, ["role"] = EnumNames.Write(role), ["expires_at"] = row.ExpiresAt };
        await audit.AppendAsync(context, AuditEntry.By(actor, "api_token.created", row.Id.ToString(), details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (token, Line(row, now));
    }

    /// <summary>The person's own in this workspace: those that count, newest first, then those that ended in the last month and why.</summary>
    public async Task<IReadOnlyList<PersonalTokenLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var since = now - SignInRetention.Kept;
        await using var context = database.Context(Scope);
        var rows = await Own(context, actor).AsNoTracking().Where(token => token.ExpiresAt > since && (token.RevokedAt == null || token.RevokedAt > since)).ToListAsync(cancellationToken);
        return [.. rows.Select(row => Line(row, now)).OrderBy(line => line.EndedAt is not null).ThenByDescending(line => line.EndedAt ?? line.CreatedAt).Take(MostListed)];
    }

    public async Task<Result<Done>> RevokeAsync(Actor actor, PersonalTokenId id, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var revoked = await Live(context, actor, now).Where(token => token.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now).SetProperty(token => token.RevokedFor, TokenEnd.Revoked), cancellationToken);
        if (revoked == 0) return Refusals.NotFound("API token");
        await audit.AppendAsync(context, AuditEntry.By(actor, "api_token.revoked", id.ToString(), []), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    /// <summary>Who a token speaks for right now, with the lesser of the token's role and the person's. Never as staff.</summary>
    public async Task<SignedIn?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var hash = OpaqueToken.Hash(token);
        var now = clock.Now();
        await using var context = database.Context(Scope);
        var found = await (
            from row in context.Set<PersonalToken>().AsNoTracking()
            where row.TokenHash == hash && row.RevokedAt == null && row.ExpiresAt > now
            join user in context.Users on row.UserId equals user.Id
            where user.IsActive
            join workspace in context.Set<Workspace>() on row.WorkspaceId equals workspace.Id
            join membership in context.Set<Membership>() on new { row.WorkspaceId, row.UserId } equals new { membership.WorkspaceId, membership.UserId }
            where membership.IsActive
            select new { Row = row, user.Email, user.Name, HasSecondFactor = user.TwoFactorEnabled || context.Set<IdentityUserPasskey<UserId>>().Any(p => p.UserId == user.Id), membership.Role, Workspace = workspace }).FirstOrDefaultAsync(cancellationToken);
        if (found is null) return null;

        if (found.Row.LastUsedAt is not { } usedAt || now - usedAt > UsedEach)
        {
            await context.Set<PersonalToken>().Where(row => row.Id == found.Row.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), cancellationToken);
        }

        var at = found.Workspace;
        return new SignedIn(
            null, found.Row.UserId, found.Email!, found.Name, IsStaff: false, found.Row.Role < found.Role ? found.Row.Role : found.Role,
            at.Id, at.Slug, at.Name, at.TimeZone, at.Locale, TimeSpan.FromSeconds(at.UndoWindowSeconds), found.Row.ExpiresAt,
            OwesSecondFactor: at.Door.RequiresSecondFactor && !found.HasSecondFactor);
    }

    /// <summary>Ends all of a person's, in every workspace, inside a transaction that decides more.</summary>
    /// <returns>How many there were.</returns>
    internal static Task<int> EndAllAsync(SynterDbContext context, UserId user, TokenEnd because, DateTimeOffset now, CancellationToken cancellationToken) =>
        context.Set<PersonalToken>().Where(token => token.UserId == user && token.RevokedAt == null && token.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(token => token.RevokedAt, now).SetProperty(token => token.RevokedFor, because), cancellationToken);

    private static IQueryable<PersonalToken> Own(SynterDbContext context, Actor actor) =>
        context.Set<PersonalToken>().Where(token => token.UserId == actor.User && token.WorkspaceId == actor.Workspace);

    private static IQueryable<PersonalToken> Live(SynterDbContext context, Actor actor, DateTimeOffset now) =>
        Own(context, actor).Where(token => token.RevokedAt == null && token.ExpiresAt > now);

    private static PersonalTokenLine Line(PersonalToken row, DateTimeOffset now)
    {
        var line = new PersonalTokenLine(row.Id, row.Name, row.Role, row.CreatedAt, row.ExpiresAt, row.LastUsedAt);
        return row.RevokedAt is { } revokedAt ? line with { EndedAt = revokedAt, EndedBecause = row.RevokedFor ?? TokenEnd.Revoked }
            : row.ExpiresAt <= now ? line with { EndedAt = row.ExpiresAt, EndedBecause = TokenEnd.Expired }
            : line;
    }
}
