using System.Buffers.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>One of a person's passkeys.</summary>
/// <param name="Id">What the authenticator calls it, in base64url.</param>
/// <param name="IsSynced">It is copied to other devices of theirs.</param>
public sealed record PasskeyLine(string Id, string Name, DateTimeOffset CreatedAt, bool IsSynced);

/// <summary>A person's passkeys: added, named, removed, signed in with. Each change stands in the audit and is told by mail.</summary>
public sealed class Passkeys(SynterDatabase database, ProveAgain prove, Entry entry, SessionStore sessions, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    public const int LongestName = 64;
    public const int MostEach = 20;

    private static readonly Scope Scope = new Scope.System("accounts");
    private static readonly Refusal s_noName = Refusals.Invalid(new FieldError("/name", $"Give a name of at most {LongestName} characters."));

    /// <summary>Whether the person may add and remove passkeys, or has to sign in again first.</summary>
    public async Task<bool> MayChangeAsync(Actor actor, SessionId session, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return await RefuseAsync(context, await context.Users.AsNoTracking().FirstAsync(u => u.Id == actor.User, cancellationToken), session, cancellationToken) is null;
    }

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<PasskeyLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var rows = await context.Set<IdentityUserPasskey<UserId>>().AsNoTracking().Where(p => p.UserId == actor.User).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(p => p.Data.CreatedAt).Select(p => new PasskeyLine(Base64Url.EncodeToString(p.CredentialId), p.Data.Name ?? "Passkey", p.Data.CreatedAt, p.Data.IsBackedUp))];
    }

    /// <summary>Adds what the browser made, for who has signed in just now.</summary>
    /// <param name="made">Null: what came back did not hold.</param>
    public async Task<Result<Done>> AddAsync(Actor actor, SessionId session, UserPasskeyInfo? made, string? name, Caller caller, CancellationToken cancellationToken)
    {
        name = string.IsNullOrWhiteSpace(name) ? Device.Describe(caller.UserAgent) : name.Trim();
        if (name.Length > LongestName) return s_noName;
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (await RefuseAsync(context, user, session, cancellationToken) is { } refusal) return refusal;
        if (made is null) return Errors.NoPasskey;
        if (await context.Set<IdentityUserPasskey<UserId>>().CountAsync(p => p.UserId == user.Id, cancellationToken) >= MostEach)
            return Refusals.WrongState($"You have {MostEach} passkeys already. Remove one that is not needed.");
        if (await context.Set<IdentityUserPasskey<UserId>>().AnyAsync(p => p.CredentialId == made.CredentialId, cancellationToken)) return Errors.NoPasskey;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(new IdentityUserPasskey<UserId> { UserId = user.Id, CredentialId = made.CredentialId, Data = Data(made, name) });
        await ChangedAsync(context, user, "member.passkey_added", new() { ["name"] = name }, name, "added", caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    public async Task<Result<Done>> RenameAsync(Actor actor, string id, string? name, Caller caller, CancellationToken cancellationToken)
    {
        if (name?.Trim() is not { Length: > 0 and <= LongestName } wanted) return s_noName;
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await FindAsync(context, actor, id, cancellationToken) is not { } passkey) return Refusals.NotFound("passkey");
        var details = new JsonObject { ["before"] = passkey.Data.Name, ["after"] = wanted };
        passkey.Data.Name = wanted;
        context.Entry(passkey).State = EntityState.Modified;
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(context, await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken), caller.Via, "member.passkey_renamed", details, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    /// <summary>For who has signed in just now, too. Their other sessions end: it may have begun some of them, in hands that it is taken from.</summary>
    public async Task<Result<Done>> RemoveAsync(Actor actor, SessionId session, string id, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (await FindAsync(context, actor, id, cancellationToken) is not { } passkey) return Refusals.NotFound("passkey");
        if (await RefuseAsync(context, user, session, cancellationToken) is { } refusal) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Remove(passkey);
        var details = new JsonObject
        {
            ["name"] = passkey.Data.Name,
            ["sessions_ended"] = await context.EndSessionsAsync(user.Id, clock.Now(), except: session, cancellationToken: cancellationToken),
        };
        await ChangedAsync(context, user, "member.passkey_removed", details, passkey.Data.Name ?? "Passkey", "removed", caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user.Id);
        return new Done();
    }

    /// <summary>Lets in whom a passkey has proven: it is two factors at once, the device and what unlocks it.</summary>
    /// <param name="now">With the counter as the authenticator has it now.</param>
    public async Task<Result<Arrival>> SignInAsync(UserId id, UserPasskeyInfo now, Caller caller, TokenUse use, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await context.Users.FirstOrDefaultAsync(u => u.Id == id && u.IsActive, cancellationToken) is not { } user) return Errors.NoPasskey;
        if (await context.Set<IdentityUserPasskey<UserId>>().FirstOrDefaultAsync(p => p.UserId == id && p.CredentialId == now.CredentialId, cancellationToken) is not { } row) return Errors.NoPasskey;
        (row.Data.SignCount, row.Data.IsBackedUp, row.Data.IsUserVerified) = (now.SignCount, now.IsBackedUp, now.IsUserVerified);
        context.Entry(row).State = EntityState.Modified;
        await context.SaveChangesAsync(cancellationToken);
        return await entry.ExecuteAsync(context, user, Proof.Passkey, caller, cancellationToken, use);
    }

    private async Task<Refusal?> RefuseAsync(SynterDbContext context, User user, SessionId session, CancellationToken cancellationToken) =>
        await ProveAgain.OwesWhatTheyHaveAsync(context, user, session, cancellationToken) ? Errors.ShowSecondFactor
        : await prove.IsFreshAsync(context, session, cancellationToken) ? null
        : Errors.SignInAgain;

    private async Task ChangedAsync(SynterDbContext context, User user, string kind, JsonObject details, string name, string what, Caller caller, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(context, mails.WaysInChanged(user.AsRecipient(), $"The passkey «{name}»", what, caller, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, kind, details, cancellationToken);
    }

    private static async Task<IdentityUserPasskey<UserId>?> FindAsync(SynterDbContext context, Actor actor, string id, CancellationToken cancellationToken)
    {
        if (!Base64Url.IsValid(id)) return null;
        var credential = Base64Url.DecodeFromChars(id);
        return await context.Set<IdentityUserPasskey<UserId>>().FirstOrDefaultAsync(p => p.UserId == actor.User && p.CredentialId == credential, cancellationToken);
    }

    private static IdentityPasskeyData Data(UserPasskeyInfo made, string name) => new()
    {
        Name = name,
        PublicKey = made.PublicKey,
        CreatedAt = made.CreatedAt,
        SignCount = made.SignCount,
        Transports = made.Transports,
        IsUserVerified = made.IsUserVerified,
        IsBackupEligible = made.IsBackupEligible,
        IsBackedUp = made.IsBackedUp,
        AttestationObject = made.AttestationObject,
        ClientDataJson = made.ClientDataJson,
    };
}
