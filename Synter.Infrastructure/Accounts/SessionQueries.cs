using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>One of a person's sign-ins, in words.</summary>
/// <param name="Workspace">The name of where it is signed in.</param>
public sealed record SessionLine(SessionId Id, string Device, string Place, string Workspace, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt);

/// <summary>Where a person is signed in.</summary>
public sealed class SessionQueries(SynterDatabase database, TimeProvider clock)
{
    /// <summary>Where a session is used from, for who acts in an open page: there is no request to ask.</summary>
    public async Task<Caller> CallerAsync(SessionId? session, Via via, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.System("sign-in"));
        var last = await context.Set<Session>().Where(row => row.FamilyId == session).OrderByDescending(row => row.CreatedAt)
            .Select(row => new { row.Ip, row.UserAgent }).FirstOrDefaultAsync(cancellationToken);
        return new Caller(last?.Ip ?? "", last?.UserAgent, via);
    }

    /// <summary>The person's own, in every workspace, the one used last first.</summary>
    public async Task<IReadOnlyList<SessionLine>> ListAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(actor.Scope);
        var tokens = await (
            from session in context.Set<Session>()
            where session.UserId == actor.User && session.RevokedAt == null && session.RotatedAt == null && session.ExpiresAt > now
            join workspace in context.Set<Workspace>() on session.WorkspaceId equals workspace.Id
            select new { session.FamilyId, session.UserAgent, session.Ip, Workspace = workspace.Name, session.SignedInAt, session.LastSeenAt, session.CreatedAt, session.ExpiresAt })
            .ToListAsync(cancellationToken);
        return
        [
            .. from token in tokens
               group token by token.FamilyId into family
               let last = family.MaxBy(token => token.LastSeenAt ?? token.CreatedAt)
               let seen = last.LastSeenAt ?? last.CreatedAt
               orderby seen descending
               select new SessionLine(family.Key, Device.Describe(last.UserAgent), Device.Place(last.Ip), last.Workspace, last.SignedInAt, seen, family.Max(token => token.ExpiresAt)),
        ];
    }
}
