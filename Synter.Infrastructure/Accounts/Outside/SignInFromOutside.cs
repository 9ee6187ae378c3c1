using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Outside;

/// <summary>
/// Signs in whom a provider has vouched for. The first time, the provider's subject is linked to the account that has the
/// address, or to one that is made by the rules of sign-up; only where the provider says that the address is the person's.
/// From then on the subject alone counts: an address may pass to somebody else.
/// </summary>
public sealed class SignInFromOutside(
    SynterDatabase database, Admission admission, Entry entry, OutsideLinks links, ILookupNormalizer normalizer)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <param name="workspace">The slug of the workspace to join, for who has no account yet.</param>
    public async Task<Result<Arrival>> ExecuteAsync(
        OutsideProvider provider, OutsideIdentity identity, OutsideTokens tokens, string? workspace, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        User user;
        try
        {
            if (!(await LinkAsync(context, provider, identity, tokens, workspace, caller, cancellationToken)).TryGet(out user!, out var refusal)) return refusal;
        }
        catch (DbUpdateException race) when (race.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two windows came back at once, and the other one was first: by now the subject is linked.
            context.ChangeTracker.Clear();
            if (!(await LinkAsync(context, provider, identity, tokens, workspace, caller, cancellationToken)).TryGet(out user!, out var refusal)) return refusal;
        }

        // The one step that every way in ends with, a second factor included: nothing here begins a session.
        return await entry.ExecuteAsync(context, user, Proof.Provider, caller, cancellationToken);
    }

    private async Task<Result<User>> LinkAsync(
        SynterDbContext context, OutsideProvider provider, OutsideIdentity identity, OutsideTokens tokens, string? workspace, Caller caller, CancellationToken cancellationToken)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var account = await context.Set<OauthAccount>().FirstOrDefaultAsync(a => a.Provider == provider.Realm && a.ProviderUserId == identity.Subject, cancellationToken);
        User user;
        if (account is not null)
        {
            user = await context.Users.FirstAsync(u => u.Id == account.UserId, cancellationToken);
        }
        else
        {
            if (!(await OwnerAsync(context, identity, workspace, caller, cancellationToken)).TryGet(out var owner, out var refusal)) return refusal;
            user = owner.User;
            account = await links.AddAsync(context, user, owner.IsNew, provider, identity, caller, cancellationToken);
        }

        await links.RenewAsync(account, identity, tokens, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return user;
    }

    /// <summary>Whose address it is: somebody's who is here, or somebody's who may come in.</summary>
    private async Task<Result<(User User, bool IsNew)>> OwnerAsync(SynterDbContext context, OutsideIdentity identity, string? slug, Caller caller, CancellationToken cancellationToken)
    {
        if (!identity.IsEmailVerified || EmailAddress.Read(identity.Email) is not { } email) return Errors.AddressNotVerified;
        var normalized = normalizer.NormalizeEmail(email);
        if (await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == normalized, cancellationToken) is { } known)
        {
            // Letters that only look alike in capitals, as «ſ» and «S», are another mailbox.
            return known.Email == email || Ascii.EqualsIgnoreCase(known.Email!, email) ? (known, false) : Errors.AddressNotVerified;
        }

        return await Admission.FindAsync(context, email, slug, cancellationToken) is { } workspace
            ? (await admission.MakeAsync(context, workspace, email, identity.Name, passwordHash: null, Role.Viewer, caller.Via, cancellationToken), true)
            : Errors.NoWorkspace;
    }
}
