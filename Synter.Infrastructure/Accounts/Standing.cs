using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>An active person in a workspace that they are an active member of.</summary>
public sealed record Standing(User User, Role Role, Workspace Workspace)
{
    /// <summary>All of a person's, in the order of joining.</summary>
    public static Task<List<Standing>> AllOfAsync(SynterDbContext context, User user, CancellationToken cancellationToken) =>
        ReadAsync(context, user, context.Set<Membership>().OrderBy(m => m.CreatedAt), cancellationToken);

    /// <summary>Null: they may not be in the workspace now.</summary>
    public static async Task<Standing?> OfAsync(SynterDbContext context, User user, WorkspaceId workspace, CancellationToken cancellationToken) =>
        (await ReadAsync(context, user, context.Set<Membership>().Where(m => m.WorkspaceId == workspace), cancellationToken)).SingleOrDefault();

    public SignedIn With(Session session) => new(
        session.FamilyId, User.Id, User.Email!, User.Name, User.IsStaff, Role,
        Workspace.Id, Workspace.Slug, Workspace.Name, Workspace.TimeZone, Workspace.Locale,
        TimeSpan.FromSeconds(Workspace.UndoWindowSeconds), session.ExpiresAt, session.LastSeenAt,
        Workspace.Door.RequiresSecondFactor && !session.IsTwoFactor);

    private static async Task<List<Standing>> ReadAsync(SynterDbContext context, User user, IQueryable<Membership> memberships, CancellationToken cancellationToken)
    {
        if (!user.IsActive) return [];
        var found = await memberships.AsNoTracking().Where(m => m.UserId == user.Id && m.IsActive)
            .Join(context.Set<Workspace>(), m => m.WorkspaceId, w => w.Id, (m, w) => new { m.Role, Workspace = w }).ToListAsync(cancellationToken);
        return [.. found.Select(row => new Standing(user, row.Role, row.Workspace))];
    }
}
