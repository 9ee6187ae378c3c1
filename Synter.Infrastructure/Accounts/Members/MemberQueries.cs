using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts.Members;

/// <summary>Somebody of the workspace, as a list shows them.</summary>
/// <param name="HasSecondFactor">An authenticator app, or a passkey, which is two factors by itself.</param>
/// <param name="Sessions">How many sign-ins of theirs stand here now.</param>
public sealed record MemberLine(
    UserId User, string Name, string Email, Role Role, bool IsActive, bool HasSecondFactor, DateTimeOffset JoinedAt, DateTimeOffset? LastSignInAt, int Sessions);

/// <summary>Somebody who was asked in and has not come yet.</summary>
public sealed record InvitationLine(InvitationId Id, string Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <summary>The people of a workspace.</summary>
public sealed class MemberQueries(SynterDatabase database, TimeProvider clock)
{
    /// <param name="search">Part of a name or an address.</param>
    public async Task<Page<MemberLine>> ListAsync(Actor actor, string? search, PageRequest page, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(actor.Scope);
        var people =
            from member in context.Set<Membership>()
            join user in context.Users on member.UserId equals user.Id
            select new { member, user };
        if (!string.IsNullOrWhiteSpace(search))
        {
            var pattern = $"%{search.Trim().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            people = people.Where(p => EF.Functions.ILike(p.user.Name, pattern) || EF.Functions.ILike(p.user.Email!, pattern));
        }

        if (page.After is { } after)
        {
            var (at, id) = (after.At, UserId.From(after.Id));
            people = people.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.member.CreatedAt, p.member.UserId), ValueTuple.Create(at, id)));
        }

        var sessions = context.Set<Session>().Where(s => s.WorkspaceId == actor.Workspace);
        var rows = await people.OrderBy(p => p.member.CreatedAt).ThenBy(p => p.member.UserId).Take(page.Limit + 1)
            .Select(p => new MemberLine(
                p.user.Id, p.user.Name, p.user.Email!, p.member.Role, p.member.IsActive, p.user.TwoFactorEnabled || context.Set<IdentityUserPasskey<UserId>>().Any(k => k.UserId == p.user.Id), p.member.CreatedAt,
                sessions.Where(s => s.UserId == p.user.Id).Max(s => (DateTimeOffset?)s.SignedInAt),
                sessions.Where(s => s.UserId == p.user.Id && s.RevokedAt == null && s.RotatedAt == null && s.ExpiresAt > now).Select(s => s.FamilyId).Distinct().Count()))
            .ToListAsync(cancellationToken);
        return page.Cut(rows, line => new Keyset(line.JoinedAt, line.User.Value));
    }

    /// <summary>Those that may still be taken up, newest first.</summary>
    public async Task<IReadOnlyList<InvitationLine>> InvitationsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var context = database.Context(actor.Scope);
        return await context.Set<Invitation>().Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now)
            .OrderByDescending(i => i.CreatedAt).Take(PageRequest.MaxLimit)
            .Select(i => new InvitationLine(i.Id, i.Email, i.Role, i.CreatedAt, i.ExpiresAt)).ToListAsync(cancellationToken);
    }
}
