using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Synter.Infrastructure.Accounts;
using Synter.Web.Api;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// Finds the session behind a request: by its Bearer token, else by its cookie. Both are one kind of token. A person
/// without one is shown the way to the sign-in page; a program is told 401.
/// </summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, SessionStore sessions)
    // The base class would write a line for everybody who is not signed in.
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, NullLoggerFactory.Instance, encoder)
{
    public const string SchemeName = "Session";

    private const string BearerPrefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var byBearer = header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase);
        var token = byBearer ? header[BearerPrefix.Length..].Trim() : SessionCookie.Read(Request);
        if (string.IsNullOrEmpty(token)) return AuthenticateResult.NoResult();

        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } signedIn) return AuthenticateResult.Fail("No such session.");
        Context.Features.Set(signedIn);
        var principal = signedIn.ToPrincipal(byBearer ? Principals.ByBearer : Principals.ByCookie);
        return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (Request.IsApi())
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }
        else
        {
            Response.Redirect(SignInPage.AddressFor(Request));
        }

        return Task.CompletedTask;
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
