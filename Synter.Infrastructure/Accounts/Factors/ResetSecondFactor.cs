using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Factors;

/// <summary>Takes app and passkeys from a member who has lost them, and ends their sessions. An admin's, who has made sure who asks.</summary>
public sealed class ResetSecondFactor(SynterDatabase database, SessionStore sessions, AuditLog audit, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Scope Scope = new Scope.System("accounts");

    public async Task<Result<Done>> ExecuteAsync(Actor actor, UserId member, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageMembers) is { } lacking) return lacking;
        if (member == actor.User) return Refusals.WrongState("This is you. Change your second factor under your own account.");

        await using var context = database.Context(Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var user = await context.Users.FirstOrDefaultAsync(u => u.Id == member, cancellationToken);
        if (user is null || !await context.Set<Membership>().AnyAsync(m => m.UserId == member && m.WorkspaceId == actor.Workspace, cancellationToken)) return Refusals.NotFound("member");
        var passkeys = context.Set<IdentityUserPasskey<UserId>>().Where(p => p.UserId == member);
        if (!user.TwoFactorEnabled && !await passkeys.AnyAsync(cancellationToken)) return Refusals.WrongState($"{user.Name} has no second factor.");
        if (!actor.IsStaff && (user.IsStaff || await IsElsewhereAsync(context, actor, member, cancellationToken)))
            return Refusals.WrongState("This person does not sign in to this workspace alone. Ask the staff of the service to reset it.");

        await SecondFactors.RemoveAsync(context, user, cancellationToken);
        var removed = await passkeys.ExecuteDeleteAsync(cancellationToken);
        await outbox.AddAsync(context, mails.SecondFactorReset(user.AsRecipient(), actor.Name, clock.Now()), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var details = SecondFactors.Change(true, false);
        details["passkeys_removed"] = removed;
        details["sessions_ended"] = await context.EndSessionsAsync(member, clock.Now(), cancellationToken: cancellationToken);
        await audit.AppendAsync(context, AuditEntry.By(actor, "member.second_factor_reset", member.ToString(), details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(member);
        return new Done();
    }

    /// <summary>What an admin does here must not open another customer's door.</summary>
    private static Task<bool> IsElsewhereAsync(SynterDbContext context, Actor actor, UserId member, CancellationToken cancellationToken) =>
        context.Set<Membership>().AnyAsync(m => m.UserId == member && m.WorkspaceId != actor.Workspace && m.IsActive, cancellationToken);
}
