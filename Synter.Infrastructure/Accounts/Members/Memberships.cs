using System.Net.Mail;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts.Members;

/// <summary>
/// What an admin decides about the people of a workspace. Each decision and its audit entry, with before and after, are one
/// transaction; one after another in a workspace, so that two admins cannot remove each other and leave none.
/// </summary>
public sealed class Memberships(
    SynterDatabase database, AuditLog audit, SessionStore sessions, ILookupNormalizer normalizer, MailOutbox outbox, AccountMail mails, TimeProvider clock)
{
    private static readonly Refusal s_lastAdmin = Refusals.WrongState("This is the last admin. Make somebody else an admin first.");
    private static readonly Scope s_everyWorkspace = new Scope.System("members");
    private static readonly Refusal s_notFound = Refusals.NotFound("member");

    /// <summary>Asks somebody in. Asking again makes the earlier invitation void.</summary>
    public async Task<Result<InvitationId>> InviteAsync(Actor actor, string email, Role role, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageMembers) is { } lacking) return lacking;
        email = email.Trim();
        if (email.Length > 320 || !MailAddress.TryCreate(email, out var address) || address.Address != email)
            return Refusals.Invalid(new FieldError("/email", "Give an e-mail address, as in name@example.com."));

        var normalized = normalizer.NormalizeEmail(email);
        var now = clock.Now();
        var token = OpaqueToken.New();
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await InTurnAsync(context, actor.Workspace, cancellationToken);
        if (await context.Set<Membership>().AnyAsync(m => m.IsActive && context.Users.Any(u => u.Id == m.UserId && u.NormalizedEmail == normalized), cancellationToken))
            return new Refusal(RefusalKind.Conflict, "already_exists", "This person is a member already.");

        await context.Set<Invitation>().Where(i => i.NormalizedEmail == normalized && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), cancellationToken);
        var invitation = new Invitation
        {
            Id = StrongId.New<InvitationId>(clock), WorkspaceId = actor.Workspace, Email = email, NormalizedEmail = normalized, Role = role,
            TokenHash = OpaqueToken.Hash(token), InvitedBy = actor.User, CreatedAt = now, ExpiresAt = now + Invitation.Lifetime,
        };
        context.Add(invitation);
        var workspace = await context.Set<Workspace>().Where(w => w.Id == actor.Workspace).Select(w => w.Name).SingleAsync(cancellationToken);
        await outbox.AddAsync(context, mails.Invitation(email, workspace, actor.Name, role, token, invitation.ExpiresAt), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await AppendAsync(context, actor, "member.invited", invitation.Id.ToString(), new JsonObject { ["email"] = email, ["role"] = EnumNames.Write(role) }, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return invitation.Id;
    }

    public async Task<Result<Done>> WithdrawAsync(Actor actor, InvitationId id, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageMembers) is { } lacking) return lacking;
        var now = clock.Now();
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var withdrawn = await context.Set<Invitation>().Where(i => i.Id == id && i.AcceptedAt == null && i.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.RevokedAt, now), cancellationToken);
        if (withdrawn == 0) return Refusals.NotFound("invitation");
        await AppendAsync(context, actor, "member.invitation_withdrawn", id.ToString(), [], cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new Done();
    }

    public Task<Result<Done>> ChangeRoleAsync(Actor actor, UserId user, Role role, CancellationToken cancellationToken) =>
        DecideAsync(actor, user, "member.role_changed", keepsAdmin: role == Role.Admin, member => member.Become(role), endsSessions: false, cancellationToken);

    /// <summary>
    /// Shuts somebody out of the workspace and ends what they have open in it. What they did keeps their name. Whom no workspace
    /// lets in any more is not active at all, so that no way in opens until one asks them back.
    /// </summary>
    public Task<Result<Done>> DeactivateAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        DecideAsync(actor, user, "member.deactivated", keepsAdmin: false, member => member.Deactivate(), endsSessions: true, cancellationToken);

    public Task<Result<Done>> ReactivateAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        DecideAsync(actor, user, "member.reactivated", keepsAdmin: true, member => member.Reactivate(), endsSessions: false, cancellationToken);

    /// <summary>Signs somebody out of this workspace, wherever they are.</summary>
    public Task<Result<Done>> SignOutAsync(Actor actor, UserId user, CancellationToken cancellationToken) =>
        DecideAsync(actor, user, "member.signed_out", keepsAdmin: true, _ => { }, endsSessions: true, cancellationToken);

    private async Task<Result<Done>> DecideAsync(
        Actor actor, UserId user, string kind, bool keepsAdmin, Action<Membership> decide, bool endsSessions, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageMembers) is { } lacking) return lacking;

        await using var context = database.Context(s_everyWorkspace);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await InTurnAsync(context, actor.Workspace, cancellationToken);
        var here = context.Set<Membership>().Where(m => m.WorkspaceId == actor.Workspace);
        if (await here.SingleOrDefaultAsync(m => m.UserId == user, cancellationToken) is not { } member) return s_notFound;
        if (!keepsAdmin && IsAdmin(member) && !await here.AnyAsync(m => m.UserId != user && m.IsActive && m.Role == Role.Admin, cancellationToken))
            return s_lastAdmin;

        var before = Snapshot(member);
        decide(member);
        // Two workspaces that let go of somebody at once take turns, or each would count on the other.
        var person = await context.Users.FromSql($"SELECT * FROM users WHERE id = {user.Value} FOR UPDATE").SingleAsync(cancellationToken);
        person.IsActive = member.IsActive || await context.Set<Membership>().AnyAsync(m => m.UserId == user && m.WorkspaceId != actor.Workspace && m.IsActive, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var details = new JsonObject { ["before"] = before, ["after"] = Snapshot(member) };
        if (endsSessions) details["sessions_ended"] = await context.EndSessionsAsync(user, clock.Now(), actor.Workspace, cancellationToken: cancellationToken);
        await AppendAsync(context, actor, kind, user.ToString(), details, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(user);
        return new Done();
    }

    private Task AppendAsync(SynterDbContext context, Actor actor, string kind, string subject, JsonObject details, CancellationToken cancellationToken) =>
        audit.AppendAsync(context, AuditEntry.By(actor, kind, subject, details), cancellationToken);

    private static Task<int> InTurnAsync(SynterDbContext context, WorkspaceId workspace, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended('members/' || {workspace.Value.ToString()}, 0))", cancellationToken);

    private static bool IsAdmin(Membership member) => member is { IsActive: true, Role: Role.Admin };

    private static JsonObject Snapshot(Membership member) => new() { ["role"] = EnumNames.Write(member.Role), ["is_active"] = member.IsActive };
}
