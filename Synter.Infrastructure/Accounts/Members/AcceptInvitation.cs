using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Members;

/// <summary>An invitation as the invited sees it.</summary>
/// <param name="IsKnown">They have an account already.</param>
public sealed record OpenInvitation(string Email, string Workspace, Role Role, bool IsKnown);

/// <summary>Lets somebody in who was asked in: the link in the mail proves the address, once.</summary>
public sealed class AcceptInvitation(SynterDatabase database, Admission admission, NewPassword passwords, Entry entry, AuditLog audit, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("sign-in");

    /// <returns>Null: it was used or withdrawn, is too old, or not ours.</returns>
    public async Task<OpenInvitation?> PeekAsync(string? token, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await FindAsync(context, token, cancellationToken) is not { } invitation) return null;
        var workspace = await context.Set<Workspace>().Where(w => w.Id == invitation.WorkspaceId).Select(w => w.Name).SingleAsync(cancellationToken);
        return new OpenInvitation(
            invitation.Email, workspace, invitation.Role, await context.Users.AnyAsync(u => u.NormalizedEmail == invitation.NormalizedEmail, cancellationToken));
    }

    /// <param name="password">Null or empty: they will sign in by links. Of no meaning for who has an account.</param>
    public async Task<Result<Arrival>> ExecuteAsync(string? token, string? name, string? password, Caller caller, CancellationToken cancellationToken)
    {
        await using var context = database.Context(Scope);
        if (await FindAsync(context, token, cancellationToken) is not { } invitation) return Errors.DeadLink;
        var user = await context.Users.FirstOrDefaultAsync(u => u.NormalizedEmail == invitation.NormalizedEmail, cancellationToken);
        string? hash = null;
        if (user is null && !string.IsNullOrEmpty(password)
            && !(await passwords.HashAsync(password, [invitation.Email, name], cancellationToken)).TryGet(out hash, out var refusal)) return refusal;

        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (!await SpendAsync(context, invitation, cancellationToken)) return Errors.DeadLink;
        if (user is null)
        {
            var workspace = await context.Set<Workspace>().SingleAsync(w => w.Id == invitation.WorkspaceId, cancellationToken);
            user = await admission.MakeAsync(context, workspace, invitation.Email, name, hash, invitation.Role, caller.Via, cancellationToken);
        }
        else
        {
            await JoinAsync(context, user, invitation, caller, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return await entry.ExecuteAsync(context, user, Proof.Link, caller, cancellationToken, into: invitation.WorkspaceId);
    }

    private async Task JoinAsync(SynterDbContext context, User user, Invitation invitation, Caller caller, CancellationToken cancellationToken)
    {
        var membership = await context.Set<Membership>().FirstOrDefaultAsync(m => m.WorkspaceId == invitation.WorkspaceId && m.UserId == user.Id, cancellationToken);
        if (membership is null) context.Add(new Membership(invitation.WorkspaceId, user.Id, invitation.Role, clock.Now()));
        else
        {
            membership.Become(invitation.Role);
            membership.Reactivate();
        }

        user.IsActive = true;
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(
                invitation.WorkspaceId, "member.joined", user.Name, user.Id, caller.Via, user.Id.ToString(), CorrelationId.Current,
                new() { ["email"] = user.Email, ["role"] = EnumNames.Write(invitation.Role) }),
            cancellationToken);
    }

    private async Task<Invitation?> FindAsync(SynterDbContext context, string? token, CancellationToken cancellationToken)
    {
        if (token is null) return null;
        var hash = OpaqueToken.Hash(token);
        var now = clock.Now();
        return await context.Set<Invitation>().AsNoTracking()
            .FirstOrDefaultAsync(i => i.TokenHash == hash && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now, cancellationToken);
    }

    private async Task<bool> SpendAsync(SynterDbContext context, Invitation invitation, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return await context.Set<Invitation>().Where(i => i.Id == invitation.Id && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.AcceptedAt, now), cancellationToken) == 1;
    }
}
