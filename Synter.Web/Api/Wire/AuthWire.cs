using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Api.Wire;

public sealed record LoginRequest(string Email, string Password);

public sealed record LoginResponse(UserResponse User, WorkspaceResponse Workspace, string AccessToken, string TokenType, int ExpiresIn, string? RefreshToken);

public sealed record UserResponse(UserId Id, string Email, string Name, Role Role, bool IsStaff)
{
    public static UserResponse From(SignedIn signedIn) => new(signedIn.User, signedIn.Email, signedIn.Name, signedIn.Role, signedIn.IsStaff);
}

public sealed record WorkspaceResponse(WorkspaceId Id, string Slug, string Name, string TimeZone)
{
    public static WorkspaceResponse From(SignedIn signedIn) => new(signedIn.Workspace, signedIn.WorkspaceSlug, signedIn.WorkspaceName, signedIn.TimeZone);
}

/// <param name="OwesSecondFactor">Nothing else answers until a second factor is set up.</param>
public sealed record MeResponse(UserId Id, string Email, string Name, Role Role, bool IsStaff, WorkspaceResponse Workspace, bool OwesSecondFactor);

/// <param name="ExpiresIn">Seconds the new cookie lasts unused.</param>
public sealed record RotateResponse(int ExpiresIn);

public sealed record CsrfResponse(string Token);

public sealed record NewWorkspaceRequest(string Slug, string Name, string TimeZone, NewAdminRequest Admin);

public sealed record NewAdminRequest(string Email, string Password);

public sealed record NewWorkspaceResponse(WorkspaceResponse Workspace, NewAdminResponse Admin);

public sealed record NewAdminResponse(UserId Id, string Email);
