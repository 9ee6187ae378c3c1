using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Features.Accounts.Outside;

namespace Synter.Web.Features.Accounts;

/// <summary>Signing in and out, and who is signed in: for requests and for circuits.</summary>
public static class AccountsWeb
{
    public static IServiceCollection AddAccountsWeb(this IServiceCollection services)
    {
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        services.AddOutsideWeb();
        services.AddAuthorization(Policies.Add);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.HeaderName = "X-CSRF-Token";
            antiforgery.Cookie.Name = "synter-csrf";
            antiforgery.Cookie.SameSite = SameSiteMode.Lax;
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddCascadingAuthenticationState();
        services.AddSingleton(new SessionCheck(TimeSpan.FromSeconds(20)));
        services.AddScoped<AuthenticationStateProvider, CircuitAuthentication>();
        services.AddScoped<ActorAccessor>();
        services.AddSingleton<PasskeyDoor>();
        return services;
    }

    /// <summary>Signing out of the pages: a plain form post, as signing in is. Taking the form is what has its token checked.</summary>
    public static void MapSignOut(this WebApplication app) =>
        app.MapPost("/sign-out", async (HttpContext context, SessionStore sessions, IFormCollection _) =>
        {
            await context.EndSessionAsync(sessions, Via.Page);
            return Results.LocalRedirect("/sign-in");
        }).ExcludeFromDescription().Needs(Permission.FinishSignIn);

    /// <summary>
    /// Gives the browser its new session's cookie and ends the one it came with: what was known before somebody signed in,
    /// to whomever, is worth nothing afterwards.
    /// </summary>
    public static async Task BeginSessionAsync(this HttpContext context, string token, SignedIn signedIn, SessionStore sessions, Via via)
    {
        if (SessionCookie.Read(context.Request) is { } earlier && await sessions.FindAsync(earlier, context.RequestAborted) is { SignedIn: { } before })
        {
            await sessions.EndAsync(before.Session!.Value, before.ToPrincipal(Principals.ByCookie).ToActor(via), context.RequestAborted);
        }

        SessionCookie.Write(context, token, signedIn.ExpiresAt);
    }

    public static async Task EndSessionAsync(this HttpContext context, SessionStore sessions, Via via)
    {
        if (context.User.SessionId() is { } session) await sessions.EndAsync(session, context.Actor(via), context.RequestAborted);
        SessionCookie.Clear(context);
    }

    public static Caller Caller(this HttpContext context, Via via) =>
        new(context.Connection.RemoteIpAddress?.ToString() ?? "unknown", context.Request.Headers.UserAgent.ToString(), via);
}
