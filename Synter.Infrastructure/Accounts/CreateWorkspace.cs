using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>What a new workspace needs: its own facts and the person who administers it.</summary>
public sealed record NewWorkspace(string Slug, string Name, string TimeZone, string AdminEmail, string AdminPassword, bool AdminIsStaff = false, bool AllowsSignUp = false);

/// <summary>Makes a workspace together with its first admin. Staff only; the first one is made by the seed.</summary>
public sealed class CreateWorkspace(SynterDatabase database, AuditLog audit, TimeProvider clock, IPasswordHasher<User> hasher, ILookupNormalizer normalizer)
{
    private static readonly Scope Scope = new Scope.System("new workspace");

    public async Task<Result<(Workspace Workspace, User Admin)>> ExecuteAsync(Actor actor, NewWorkspace wanted, CancellationToken cancellationToken) =>
        actor.IsStaff ? await ExecuteAsync(wanted, actor, cancellationToken) : Refusals.Forbidden(Role.Admin) with { Message = "Only staff make workspaces." };

    /// <param name="actor">Null: Synter itself, at its first start.</param>
    internal async Task<Result<(Workspace Workspace, User Admin)>> ExecuteAsync(NewWorkspace wanted, Actor? actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var errors = new List<FieldError>();
        var made = Workspace.Create(StrongId.New<WorkspaceId>(clock), wanted.Slug, wanted.Name, wanted.TimeZone, now);
        if (made.Refusal is { } refusal) errors.AddRange(refusal.Errors);
        if (!System.Net.Mail.MailAddress.TryCreate(wanted.AdminEmail, out var mail) || mail.Address != wanted.AdminEmail)
            errors.Add(new("/admin/email", "Give an e-mail address, as in name@example.com."));
        if (wanted.AdminPassword.Length is < PasswordRules.Shortest or > PasswordRules.Longest)
            errors.Add(new("/admin/password", $"Give {PasswordRules.Shortest} to {PasswordRules.Longest} characters."));
        if (errors.Count > 0) return Refusals.Invalid(errors);

        await using var context = database.Context(Scope);
        var admin = Admin(wanted, now);
        if (await context.Set<Workspace>().AnyAsync(w => w.Slug == wanted.Slug, cancellationToken)) return Errors.SlugTaken;
        if (await context.Users.AnyAsync(u => u.NormalizedEmail == admin.NormalizedEmail, cancellationToken)) return Errors.EmailTaken;

        admin.PasswordHash = hasher.HashPassword(admin, wanted.AdminPassword);
        made.Value.Hang(WorkspaceDoor.Create(wanted.AllowsSignUp, [], isPasswordless: false, requiresSecondFactor: false).Value);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        context.Add(made.Value);
        context.Add(admin);
        context.Add(new Membership(made.Value.Id, admin.Id, Role.Admin, now));
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(context, Entry(made.Value, admin, actor), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (made.Value, admin);
    }

    private static AuditEntry Entry(Workspace workspace, User admin, Actor? actor) => new(
        workspace.Id, "workspace.created", actor?.Name ?? "Synter", actor?.User, actor?.Via ?? Via.System, workspace.Id.ToString(), CorrelationId.Current,
        new JsonObject { ["slug"] = workspace.Slug, ["admin"] = admin.Id.ToString() });

    private User Admin(NewWorkspace wanted, DateTimeOffset now) => new()
    {
        Id = StrongId.New<UserId>(clock),
        Name = wanted.AdminEmail[..wanted.AdminEmail.IndexOf('@', StringComparison.Ordinal)],
        UserName = wanted.AdminEmail,
        NormalizedUserName = normalizer.NormalizeName(wanted.AdminEmail),
        Email = wanted.AdminEmail,
        NormalizedEmail = normalizer.NormalizeEmail(wanted.AdminEmail),
        EmailConfirmed = true,
        SecurityStamp = Guid.CreateVersion7().ToString("N"),
        IsStaff = wanted.AdminIsStaff,
        CreatedAt = now,
    };
}
