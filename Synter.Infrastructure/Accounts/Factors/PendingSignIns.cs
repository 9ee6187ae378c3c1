using Microsoft.EntityFrameworkCore;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>Keeps sign-ins that wait for their second factor.</summary>
public sealed class PendingSignIns(SynterDatabase database, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    public async Task<HalfWay> BeginAsync(User user, WorkspaceId workspace, TokenUse use, Via via, CancellationToken cancellationToken)
    {
        var token = OpaqueToken.New();
        var now = clock.Now();
        var row = new PendingSignIn
        {
            Id = Guid.CreateVersion7(now), TokenHash = OpaqueToken.Hash(token), UserId = user.Id, WorkspaceId = workspace, Use = use, Via = via,
            CreatedAt = now, ExpiresAt = now + PendingSignIn.Life,
        };
        await using var context = database.Context(Scope);
        context.Add(row);
        await context.SaveChangesAsync(cancellationToken);
        return new HalfWay(token, row.ExpiresAt);
    }

    /// <summary>Whose it is and where it leads, without counting a try.</summary>
    /// <returns>Null: it is spent, too old, was tried too often, began elsewhere, or is not ours.</returns>
    public async Task<PendingSignIn?> FindAsync(SynterDbContext context, string? token, TokenUse use, Via via, CancellationToken cancellationToken)
    {
        if (token is null) return null;
        var hash = OpaqueToken.Hash(token);
        var now = clock.Now();
        return await context.Set<PendingSignIn>().AsNoTracking().FirstOrDefaultAsync(
            p => p.TokenHash == hash && p.Use == use && p.Via == via && p.UsedAt == null && p.ExpiresAt > now && p.Tries < PendingSignIn.MostTries, cancellationToken);
    }

    /// <summary>Counts a try before it is judged, so that many at once are counted too.</summary>
    /// <returns>Which try it is; null when there were enough.</returns>
    public async Task<int?> TryAsync(SynterDbContext context, PendingSignIn pending, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var counted = await context.Database.SqlQuery<int>(
            $"""UPDATE pending_sign_ins SET tries = tries + 1 WHERE id = {pending.Id} AND used_at IS NULL AND expires_at > {now} AND tries < {PendingSignIn.MostTries} RETURNING tries AS "Value" """)
            .ToListAsync(cancellationToken);
        return counted is [var count] ? count : null;
    }

    /// <summary>Uses it up, in the caller's transaction.</summary>
    /// <returns>False when somebody was first.</returns>
    public async Task<bool> SpendAsync(SynterDbContext context, PendingSignIn pending, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await context.Set<PendingSignIn>().Where(p => p.Id == pending.Id && p.UsedAt == null && p.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.UsedAt, now), cancellationToken) == 1;
    }
}
