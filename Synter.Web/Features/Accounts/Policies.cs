using Microsoft.AspNetCore.Authorization;
using Synter.Domain.Kernel;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// What a page or an endpoint asks for. Each role may all that the one before may; use cases check again, since hiding a
/// button is not authorisation.
/// </summary>
public static class Policies
{
    public const string Viewer = "viewer";
    public const string Analyst = "analyst";
    public const string Admin = "admin";
    public const string Staff = "staff";

    public static void Add(AuthorizationOptions options)
    {
        options.AddPolicy(Viewer, policy => AtLeast(policy, Role.Viewer));
        options.AddPolicy(Analyst, policy => AtLeast(policy, Role.Analyst));
        options.AddPolicy(Admin, policy => AtLeast(policy, Role.Admin));
        options.AddPolicy(Staff, policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.IsStaff()));
        // Closed unless it says AllowAnonymous.
        options.FallbackPolicy = options.GetPolicy(Viewer);
        options.DefaultPolicy = options.FallbackPolicy!;
    }

    private static void AtLeast(AuthorizationPolicyBuilder policy, Role role) =>
        policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Identity is { IsAuthenticated: true } && context.User.Role() >= role);
}
