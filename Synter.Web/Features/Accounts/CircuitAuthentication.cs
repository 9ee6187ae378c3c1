using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// Circuits outlive sign-outs: this asks again and again whether the session still stands and with which role. When it
/// has ended, or has to show a second factor first, the open page becomes nobody's.
/// </summary>
internal sealed class CircuitAuthentication(ILoggerFactory logs, SessionStore sessions, SessionCheck check) : RevalidatingServerAuthenticationStateProvider(logs)
{
    protected override TimeSpan RevalidationInterval => check.Every;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        var user = authenticationState.User;
        if (user.SessionId() is not { } session || await sessions.FindAsync(session, cancellationToken) is not { OwesSecondFactor: false } signedIn) return false;
        if (signedIn.Role != user.Role() || signedIn.IsStaff != user.IsStaff())
            SetAuthenticationState(Task.FromResult(new AuthenticationState(signedIn.ToPrincipal(user.Identity!.AuthenticationType!))));
        return true;
    }
}

/// <summary>How often an open page makes sure that its session still stands.</summary>
public sealed record SessionCheck(TimeSpan Every);
