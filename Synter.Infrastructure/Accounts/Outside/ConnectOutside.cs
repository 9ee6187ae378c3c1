using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>
/// Links an account at a provider to somebody who is signed in. Its address may be another than theirs here, confirmed or not:
/// they have shown, just now, that both accounts are theirs.
/// </summary>
public sealed class ConnectOutside(SynterDatabase database, OutsideLinks links, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    public async Task<Result<Done>> ExecuteAsync(
        Actor actor, SessionId session, OutsideProvider provider, OutsideIdentity identity, OutsideTokens tokens, Caller caller, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.KeepOwnAccount) is { } lacking) return lacking;
        try
        {
            return await LinkAsync(actor, session, provider, identity, tokens, caller, cancellationToken);
        }
        catch (DbUpdateException race) when (race.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Somebody else linked it in the same moment: by now it says whose it is.
            return await LinkAsync(actor, session, provider, identity, tokens, caller, cancellationToken);
        }
    }

    private async Task<Result<Done>> LinkAsync(
        Actor actor, SessionId session, OutsideProvider provider, OutsideIdentity identity, OutsideTokens tokens, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // In turn with a change of password, which ends the session: no way in may be added behind it.
        var user = await context.Users.FromSql($"SELECT * FROM users WHERE id = {actor.User.Value} FOR UPDATE").SingleAsync(cancellationToken);
        if (!await context.IsFreshAsync(session, clock.Now(), cancellationToken)) return Errors.SignInAgain;
        var account = await context.Set<OauthAccount>().FirstOrDefaultAsync(a => a.Provider == provider.Realm && a.ProviderUserId == identity.Subject, cancellationToken);
        if (account is not null && account.UserId != user.Id) return Errors.LinkedElsewhere;

        account ??= await links.AddAsync(context, user, isNew: false, provider, identity, caller, cancellationToken);
        await links.RenewAsync(account, identity, tokens, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }
}
