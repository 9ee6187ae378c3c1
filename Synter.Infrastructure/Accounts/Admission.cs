using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;
using Synter.Infrastructure.Mail;

namespace Synter.Infrastructure.Accounts;

/// <summary>Which workspace takes a stranger in, and the account that is made of one.</summary>
public sealed class Admission(AuditLog audit, MailOutbox outbox, AccountMail mails, ILookupNormalizer normalizer, TimeProvider clock)
{
    /// <summary>
    /// The workspace named, else the one whose allowed domains hold the address, else the first: as far as it takes strangers in.
    /// Null: nobody does.
    /// </summary>
    public static async Task<Workspace?> FindAsync(SynterDbContext context, string email, string? slug, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrWhiteSpace(slug))
            return await context.Set<Workspace>().FirstOrDefaultAsync(w => w.Slug == slug, cancellationToken) is { } named && named.Door.Admits(email) ? named : null;

        var domain = WorkspaceDoor.DomainOf(email);
        var own = await context.Set<Workspace>().Where(w => w.Door.AllowsSignUp && w.Door.EmailDomains.Contains(domain))
            .OrderBy(w => w.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        if (own is not null) return own;
        return await context.Set<Workspace>().OrderBy(w => w.CreatedAt).ThenBy(w => w.Id).FirstOrDefaultAsync(cancellationToken) is { } first && first.Door.Admits(email) ? first : null;
    }

    /// <summary>Makes the account of somebody whose address is proven, as a member of a workspace. In the caller's transaction.</summary>
    public async Task<User> MakeAsync(
        SynterDbContext context, Workspace workspace, string email, string? name, string? passwordHash, Role role, Via via, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var user = new User
        {
            Id = StrongId.New<UserId>(clock),
            Name = Name(name, email),
            UserName = email,
            NormalizedUserName = normalizer.NormalizeName(email),
            Email = email,
            NormalizedEmail = normalizer.NormalizeEmail(email),
            EmailConfirmed = true,
            PasswordHash = passwordHash,
            SecurityStamp = OpaqueToken.New(),
            CreatedAt = now,
        };
        context.Add(user);
        context.Add(new Membership(workspace.Id, user.Id, role, now));
        await outbox.AddAsync(context, mails.Welcome(user.AsRecipient(), workspace.Name, role), cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(workspace.Id, "member.joined", user.Name, user.Id, via, user.Id.ToString(), CorrelationId.Current, new() { ["email"] = email, ["role"] = EnumNames.Write(role) }),
            cancellationToken);
        return user;
    }

    /// <summary>What a person says they are called, else the part of the address before the «@».</summary>
    private static string Name(string? name, string email)
    {
        name = string.IsNullOrWhiteSpace(name) ? email[..email.IndexOf('@', StringComparison.Ordinal)] : name.Trim();
        return name.Length <= User.LongestName ? name : name[..User.LongestName];
    }
}
