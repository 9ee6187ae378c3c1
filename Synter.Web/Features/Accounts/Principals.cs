using System.Security.Claims;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>A live session as claims, and claims as the actor that use cases take.</summary>
public static class Principals
{
    public const string ByCookie = "Cookie";
    public const string ByBearer = "Bearer";

    private const string SessionClaim = "synter:session";
    private const string WorkspaceClaim = "synter:workspace";
    private const string StaffClaim = "synter:staff";
    private const string OwesClaim = "synter:owes-second-factor";

    public static ClaimsPrincipal ToPrincipal(this SignedIn signedIn, string authenticationType)
    {
        var claims = new List<Claim>
        {
            new(ClaimTypes.NameIdentifier, signedIn.User.ToString()),
            new(ClaimTypes.Name, signedIn.Name),
            new(ClaimTypes.Email, signedIn.Email),
            new(ClaimTypes.Role, signedIn.Role.ToString()),
            new(WorkspaceClaim, signedIn.Workspace.ToString()),
        };
        if (signedIn.Session is { } session) claims.Add(new Claim(SessionClaim, session.ToString()));
        if (signedIn.IsStaff) claims.Add(new Claim(StaffClaim, "true"));
        if (signedIn.OwesSecondFactor) claims.Add(new Claim(OwesClaim, "true"));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, authenticationType));
    }

    /// <exception cref="InvalidOperationException">Nobody is signed in: the endpoint or page lacks its policy.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal, Via via) => principal.Identity is { IsAuthenticated: true }
        ? new Actor(
            StrongId.Parse<UserId>(principal.FindFirstValue(ClaimTypes.NameIdentifier)!),
            StrongId.Parse<WorkspaceId>(principal.FindFirstValue(WorkspaceClaim)!),
            principal.Role(),
            via,
            principal.FindFirstValue(ClaimTypes.Name)!,
            principal.IsStaff())
        : throw new InvalidOperationException("Nobody is signed in here.");

    public static Role Role(this ClaimsPrincipal principal) => Enum.Parse<Role>(principal.FindFirstValue(ClaimTypes.Role)!);

    public static bool IsStaff(this ClaimsPrincipal principal) => principal.HasClaim(StaffClaim, "true");

    /// <summary>The workspace asks for a second factor that this sign-in had not: <see cref="OwedSecondFactor"/> lets nothing but that through.</summary>
    public static bool OwesSecondFactor(this ClaimsPrincipal principal) => principal.HasClaim(OwesClaim, "true");

    public static bool Has(this ClaimsPrincipal principal, Permission permission) =>
        principal.Identity is { IsAuthenticated: true } && Permissions.Includes(principal.Role(), principal.IsStaff(), permission);

    /// <summary>Null for a personal API token, which rests on no session.</summary>
    public static SessionId? SessionId(this ClaimsPrincipal principal) =>
        StrongId.TryParse<SessionId>(principal.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>A browser sends a cookie by itself, so what rests on one must prove that the page is ours.</summary>
    public static bool IsByCookie(this ClaimsPrincipal principal) => principal.Identity?.AuthenticationType == ByCookie;
}
