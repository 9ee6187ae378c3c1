using Microsoft.AspNetCore.Authorization;
using Synter.Domain.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>The permission table as policies, one for each permission.</summary>
public static class Policies
{
    public static void Add(AuthorizationOptions options)
    {
        foreach (var permission in Enum.GetValues<Permission>())
        {
            options.AddPolicy(permission.ToString(), policy => policy.RequireAuthenticatedUser().RequireAssertion(context => context.User.Has(permission)));
        }

        // Closed unless it says AllowAnonymous.
        options.FallbackPolicy = options.GetPolicy(nameof(Permission.Read));
        // Whoever is signed in; what a page needs beyond that it names.
        options.DefaultPolicy = options.GetPolicy(nameof(Permission.FinishSignIn))!;
    }
}
