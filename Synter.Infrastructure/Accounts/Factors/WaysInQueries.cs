using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>How a person signs in.</summary>
/// <param name="SecondFactorSince">Null: they have none.</param>
public sealed record WaysIn(string Email, bool HasPassword, DateTimeOffset? SecondFactorSince, int RecoveryCodesLeft, int Passkeys);

/// <summary>A person's own ways in, for the page of their account.</summary>
public sealed class WaysInQueries(SynterDatabase database)
{
    private static readonly Scope Scope = new Scope.System("accounts");

    public async Task<WaysIn> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        var user = await context.Users.Where(u => u.Id == actor.User).Select(u => new { u.Email, HasPassword = u.PasswordHash != null }).FirstAsync(cancellationToken);
        return new WaysIn(
            user.Email!,
            user.HasPassword,
            await context.Set<Authenticator>().Where(a => a.UserId == actor.User).Select(a => a.ConfirmedAt).FirstOrDefaultAsync(cancellationToken),
            await context.Set<RecoveryCode>().CountAsync(c => c.UserId == actor.User && c.UsedAt == null, cancellationToken),
            await context.Set<IdentityUserPasskey<UserId>>().CountAsync(p => p.UserId == actor.User, cancellationToken));
    }
}
