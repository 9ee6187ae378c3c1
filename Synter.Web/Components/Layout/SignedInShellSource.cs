using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Kernel;

namespace Synter.Web.Components.Layout;

/// <summary>The frame's facts as the signed-in person's claims tell them.</summary>
public sealed class SignedInShellSource(AuthenticationStateProvider authentication) : IShellSource
{
    public async Task<ShellState?> LoadAsync(CancellationToken cancellation)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return user.Identity is not { IsAuthenticated: true }
            ? null
            : new ShellState
            {
                Workspace = "Synter",
                Person = user.Identity.Name ?? "",
                Role = Enum.TryParse<Role>(user.FindFirstValue(ClaimTypes.Role), ignoreCase: true, out var role) ? role : Role.Viewer,
            };
    }
}
