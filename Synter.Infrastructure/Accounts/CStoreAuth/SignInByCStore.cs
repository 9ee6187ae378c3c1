using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.CStoreAuth;

/// <summary>
/// Signs a person in whose password cstore-auth keeps. The first time makes an account of the first workspace, with the record's
/// role and the user name in place of an e-mail address; from then on Synter's own membership says what they may.
/// </summary>
internal sealed class SignInByCStore(
    CStoreUsers users, PepperedPasswords passwords, SynterDatabase database, Admission admission, Entry entry, SignInThrottle throttle, Argon2id turns,
    ILookupNormalizer normalizer, ILogger<SignInByCStore> log) : ISignInByName
{
    private const string Lock = "cstore-auth account ";

    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <summary>What a name that nobody has is compared with, so that it takes as long.</summary>
    private readonly StoredPassword _nobody = passwords.Hash(Guid.CreateVersion7().ToString());

    public async Task<Result<Arrival>> ExecuteAsync(string name, string password, Caller caller, TokenUse use, CancellationToken cancellationToken)
    {
        if (await throttle.WaitAsync(name, caller.Address, cancellationToken) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);

        CStoreUser? known;
        try
        {
            // Asked for a name that cannot be one too: an answer without the way there and back would tell.
            var canonical = CStoreUser.Canonical(name);
            known = await users.FindAsync(canonical ?? "-", cancellationToken);
            known = canonical is null ? null : known;
        }
        catch (ProviderException away)
        {
            log.CStoreAway(away.Message);
            return Errors.DirectoryAway;
        }

        var (ran, fits) = await turns.InTurnAsync(() => passwords.Verify(known?.Password ?? _nobody, password), cancellationToken);
        if (!ran) return Errors.RateLimited(TimeSpan.FromSeconds(2));
        if (!fits || known is not { Password: not null })
        {
            await throttle.FailedAsync(name, caller.Address, cancellationToken);
            return Errors.InvalidCredentials;
        }

        await throttle.SucceededAsync(name, caller.Address, cancellationToken);
        await using var context = database.Context(Scope);
        return await AccountAsync(context, known, caller, cancellationToken) is { } user
            ? await entry.ExecuteAsync(context, user, Proof.Password, caller, cancellationToken, use)
            : Errors.NoWorkspace;
    }

    private async Task<User?> AccountAsync(SynterDbContext context, CStoreUser known, Caller caller, CancellationToken cancellationToken)
    {
        // No e-mail address is without an «@», and no name has one: the two never meet.
        var normalized = normalizer.NormalizeEmail(known.Name);
        if (await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken) is { } user) return user;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        // Two first sign-ins at once would both make the account.
        await context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({Lock + known.Name}, 0))", cancellationToken);
        user = await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken);
        if (user is null && await context.Set<Workspace>().OrderBy(w => w.CreatedAt).ThenBy(w => w.Id).FirstOrDefaultAsync(cancellationToken) is { } workspace)
        {
            user = await admission.MakeAsync(context, workspace, known.Name, known.DisplayName ?? known.Name, passwordHash: null, known.Role, caller.Via, cancellationToken);
            await context.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return user;
    }
}
