using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Api;
using Synter.Web.Features.Accounts.Own;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// Finds who is behind a request: by its Bearer token, else by its cookie. A person without one is shown the way to the sign-in
/// page; a program is told 401.
/// </summary>
public sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, UrlEncoder encoder, SessionStore sessions, SessionRotation rotation, AccessTokens access, PersonalTokens personal)
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

        if ((byBearer ? await ByBearerAsync(token) : await ByCookieAsync(token)) is not { } signedIn) return AuthenticateResult.Fail("No such session.");
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
        if (Context.User.OwesSecondFactor()) return LeadToSecondFactorAsync();
        if (Request.IsApi() && Lacking() is { } lacking) return Problems.From(Permissions.Refusal(lacking)).ExecuteAsync(Context);
        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private Task LeadToSecondFactorAsync()
    {
        if (Request.IsApi()) return Problems.From(Errors.SecondFactorRequired).ExecuteAsync(Context);
        // The circuit's own line asks for data, not for a page.
        if (Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal)) Response.StatusCode = StatusCodes.Status403Forbidden;
        else Response.Redirect(SecondFactorPage.AddressFor(Request));
        return Task.CompletedTask;
    }

    private Task<SignedIn?> ByBearerAsync(string token) => token.StartsWith(PersonalTokens.Prefix, StringComparison.Ordinal)
        ? personal.FindAsync(token, Context.RequestAborted)
        : access.ReadAsync(token, Context.RequestAborted);

    private async Task<SignedIn?> ByCookieAsync(string token)
    {
        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } found) return null;
        if (!found.IsDue || !CarriesCookiesHome()) return found.SignedIn;

        var rotated = await rotation.RenewAsync(token, Context.Caller(Via.Page), Context.RequestAborted);
        if (rotated?.Token is { } renewed) SessionCookie.Write(Context, renewed, rotated.ExpiresAt);
        return rotated?.SignedIn;
    }

    /// <summary>Files and the circuit's own line are asked for many at once, and a cached answer would hand a cookie to the next one.</summary>
    private bool CarriesCookiesHome() =>
        Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null && !Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);

    private Permission? Lacking() => Context.GetEndpoint()?.Metadata.GetOrderedMetadata<NeedsAttribute>()
        .Where(need => !Context.User.Has(need.Permission)).Select(need => (Permission?)need.Permission).FirstOrDefault();
}
