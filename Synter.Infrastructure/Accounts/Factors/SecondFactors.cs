using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>A person's second factor as it stands.</summary>
/// <param name="Since">Null: they have none.</param>
/// <param name="IsRequired">A workspace of theirs asks for one, so it cannot be turned off.</param>
/// <param name="IsFresh">They signed in just now, and need not prove themselves again to set one up.</param>
/// <param name="OwesWhatTheyHave">They have what is asked for, a passkey most likely, and signed in without it: they sign in with it before they change anything.</param>
public sealed record SecondFactorFacts(DateTimeOffset? Since, int RecoveryCodesLeft, bool IsRequired, bool IsFresh, bool OwesWhatTheyHave);

/// <summary>A secret for an authenticator app, which counts once a code has shown that the app has it.</summary>
/// <param name="Secret">In base 32, for typing.</param>
/// <param name="Address">For a QR code.</param>
public sealed record OfferedSecret(string Secret, string Address);

/// <summary>Shown once.</summary>
public sealed record NewRecoveryCodes(IReadOnlyList<string> Codes);

/// <summary>
/// Sets up and turns off a person's second factor. Each change stands in the audit, is told by mail, and ends the person's other
/// sessions: they began under what held before.
/// </summary>
public sealed class SecondFactors(
    SynterDatabase database, FactorCheck check, ProveAgain prove, SessionStore sessions, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("accounts");
    private static readonly Refusal s_isOn = Refusals.WrongState("A second factor is set up already. Turn it off to set up another app.");
    private static readonly Refusal s_isOff = Refusals.WrongState("No second factor is set up.");

    public async Task<SecondFactorFacts> ReadAsync(Actor actor, SessionId session, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        return new(
            await context.Set<Authenticator>().Where(a => a.UserId == actor.User).Select(a => a.ConfirmedAt).FirstOrDefaultAsync(cancellationToken),
            await context.Set<RecoveryCode>().CountAsync(c => c.UserId == actor.User && c.UsedAt == null, cancellationToken),
            await IsRequiredAsync(context, actor.User, cancellationToken),
            await prove.IsFreshAsync(context, session, cancellationToken),
            await ProveAgain.OwesWhatTheyHaveAsync(context, await context.Users.AsNoTracking().FirstAsync(u => u.Id == actor.User, cancellationToken), session, cancellationToken));
    }

    /// <summary>The secret to put into an app: the one offered lately, or a new one.</summary>
    public async Task<Result<OfferedSecret>> OfferAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.AsNoTracking().FirstAsync(u => u.Id == actor.User, cancellationToken);
        var row = await context.Set<Authenticator>().AsNoTracking().FirstOrDefaultAsync(a => a.UserId == user.Id, cancellationToken);
        if (row is { ConfirmedAt: not null }) return s_isOn;
        if (row is null || clock.Now() - row.CreatedAt > Authenticator.OfferedFor)
        {
            await ReplaceOfferAsync(context, user.Id, cancellationToken);
            row = await context.Set<Authenticator>().AsNoTracking().FirstAsync(a => a.UserId == user.Id, cancellationToken);
        }

        var secret = await check.OpenAsync(row, cancellationToken);
        return new OfferedSecret(secret, Totp.Address(secret, user.Email!));
    }

    /// <param name="code">From the app that has the secret.</param>
    /// <param name="proof">The password, unless the person signed in just now.</param>
    /// <returns>The recovery codes, this once.</returns>
    public async Task<Result<NewRecoveryCodes>> ConfirmAsync(Actor actor, SessionId session, string? code, string? proof, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        var row = await context.Set<Authenticator>().AsNoTracking().FirstOrDefaultAsync(a => a.UserId == user.Id, cancellationToken);
        if (row is null or { ConfirmedAt: not null }) return row is null ? s_isOff : s_isOn;
        if (await ProveAgain.OwesWhatTheyHaveAsync(context, user, session, cancellationToken)) return Errors.ShowSecondFactor;
        if (await prove.RefuseUnlessFreshAsync(context, user, session, proof, caller, cancellationToken) is { } refusal) return refusal;
        var typed = string.Concat((code ?? "").Where(letter => !char.IsWhiteSpace(letter)));
        if (Totp.StepOf(Base32.Read(await check.OpenAsync(row, cancellationToken)), typed, clock.GetUtcNow(), after: 0) is not { } step) return Errors.WrongCode;

        var now = clock.Now();
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var confirmed = await context.Set<Authenticator>().Where(a => a.UserId == user.Id && a.ConfirmedAt == null && a.CreatedAt == row.CreatedAt)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.ConfirmedAt, now).SetProperty(a => a.LastStep, step), cancellationToken);
        if (confirmed == 0) return s_isOn;

        user.TwoFactorEnabled = true;
        var codes = await MakeCodesAsync(context, user, cancellationToken);
        await context.Set<Session>().Where(s => s.FamilyId == session).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsTwoFactor, true), cancellationToken);
        await ChangedAsync(context, user, "member.second_factor_set_up", Change(false, true), "A second factor", "added", session, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user.Id);
        return codes;
    }

    /// <summary>Ten new recovery codes; those before are worth nothing.</summary>
    public async Task<Result<NewRecoveryCodes>> RenewCodesAsync(Actor actor, SessionId session, string? proof, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (!user.TwoFactorEnabled) return s_isOff;
        if (await prove.RefuseAsync(context, user, proof, caller, cancellationToken) is { } refusal) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var codes = await MakeCodesAsync(context, user, cancellationToken);
        await ChangedAsync(context, user, "member.recovery_codes_renewed", [], "The set of recovery codes", "renewed", session, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return codes;
    }

    public async Task<Result<Done>> TurnOffAsync(Actor actor, SessionId session, string? proof, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.FirstAsync(u => u.Id == actor.User, cancellationToken);
        if (!user.TwoFactorEnabled) return s_isOff;
        if (await IsRequiredAsync(context, user.Id, cancellationToken)) return Refusals.WrongState("A workspace of yours asks for a second factor, so it stays on.");
        if (await prove.RefuseAsync(context, user, proof, caller, cancellationToken) is { } refusal) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await RemoveAsync(context, user, cancellationToken);
        await ChangedAsync(context, user, "member.second_factor_turned_off", Change(true, false), "The second factor", "turned off", session, caller, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user.Id);
        return new Done();
    }

    /// <summary>Takes it from the person, in the caller's transaction, which also saves.</summary>
    internal static async Task RemoveAsync(SynterDbContext context, User user, CancellationToken cancellationToken)
    {
        user.TwoFactorEnabled = false;
        await context.Set<Authenticator>().Where(a => a.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        await context.Set<RecoveryCode>().Where(c => c.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
    }

    internal static Task<bool> IsRequiredAsync(SynterDbContext context, UserId user, CancellationToken cancellationToken) =>
        context.Set<Membership>().AnyAsync(
            m => m.UserId == user && m.IsActive && context.Set<Workspace>().Any(w => w.Id == m.WorkspaceId && w.Door.RequiresSecondFactor), cancellationToken);

    /// <summary>Of two pages that ask at once, both show the same secret: the one whose row stands.</summary>
    private async Task ReplaceOfferAsync(SynterDbContext context, UserId user, CancellationToken cancellationToken)
    {
        var sealedSecret = await check.SealAsync(user, Base32.Write(RandomNumberGenerator.GetBytes(Totp.SecretSize)), cancellationToken);
        var now = clock.Now();
        var stale = now - Authenticator.OfferedFor;
        await context.Database.ExecuteSqlAsync(
            $"""
             INSERT INTO authenticators AS a (user_id, secret, created_at, last_step) VALUES ({user.Value}, {sealedSecret}, {now}, 0)
             ON CONFLICT (user_id) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at WHERE a.confirmed_at IS NULL AND a.created_at < {stale}
             """,
            cancellationToken);
    }

    private async Task<NewRecoveryCodes> MakeCodesAsync(SynterDbContext context, User user, CancellationToken cancellationToken)
    {
        await context.Set<RecoveryCode>().Where(c => c.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
        var codes = RecoveryCodes.Make();
        foreach (var code in codes)
            context.Add(new RecoveryCode { UserId = user.Id, Hash = await check.HashAsync(user.Id, RecoveryCodes.Read(code)!, cancellationToken), CreatedAt = clock.Now() });
        return new NewRecoveryCodes(codes);
    }

    private async Task ChangedAsync(
        SynterDbContext context, User user, string kind, JsonObject details, string way, string what, SessionId keep, Caller caller, CancellationToken cancellationToken)
    {
        await outbox.AddAsync(context, mails.WaysInChanged(user.AsRecipient(), way, what, caller, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        details["sessions_ended"] = await context.EndSessionsAsync(user.Id, clock.Now(), except: keep, cancellationToken: cancellationToken);
        await audit.AppendAboutAsync(context, user, caller.Via, kind, details, cancellationToken);
        sessions.Forget(user.Id);
    }

    internal static JsonObject Change(bool before, bool after) =>
        new() { ["before"] = new JsonObject { ["second_factor"] = before }, ["after"] = new JsonObject { ["second_factor"] = after } };
}
