using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Members;

namespace Synter.Web.Api.Wire;

public sealed record MemberResponse(
    UserId Id, string Name, string Email, Role Role, bool IsActive, bool HasSecondFactor, DateTimeOffset JoinedAt, DateTimeOffset? LastSignInAt, int Sessions)
{
    public static MemberResponse From(MemberLine line) => new(
        line.User, line.Name, line.Email, line.Role, line.IsActive, line.HasSecondFactor, line.JoinedAt, line.LastSignInAt, line.Sessions);
}

public sealed record ChangeRoleRequest(Role Role);

public sealed record InviteRequest(string Email, Role Role);

public sealed record InvitedResponse(InvitationId Id);

public sealed record InvitationResponse(InvitationId Id, string Email, Role Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static InvitationResponse From(InvitationLine line) => new(line.Id, line.Email, line.Role, line.CreatedAt, line.ExpiresAt);
}

/// <param name="IsThis">The one that asks.</param>
public sealed record SessionResponse(
    SessionId Id, string Device, string Place, string Workspace, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt, bool IsThis)
{
    public static SessionResponse From(SessionLine line, SessionId? mine) => new(
        line.Id, line.Device, line.Place, line.Workspace, line.SignedInAt, line.LastSeenAt, line.ExpiresAt, line.Id == mine);
}

public sealed record EndedSessionsResponse(int Ended);
