using Microsoft.AspNetCore.Antiforgery;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Api;

/// <summary>
/// A browser sends our cookie along whoever made it ask, so an API request that rests on the cookie and changes
/// something must carry a token that only our pages can read. A Bearer token proves as much by itself.
/// </summary>
public sealed class Csrf(RequestDelegate next, IAntiforgery antiforgery)
{
    /// <summary>Nobody is signed in yet; where the request comes from is looked at instead.</summary>
    private static readonly string[] Unauthenticated = ["/auth/login", "/api/auth/login", "/auth/refresh", "/auth/signup", "/auth/magic-link", "/auth/magic", "/auth/forgot-password", "/auth/reset-password", "/auth/second-factor", "/auth/passkey", "/auth/passkey/options"];

    public async Task InvokeAsync(HttpContext context)
    {
        if (await IsForgedAsync(context))
            await Problems.Of(StatusCodes.Status403Forbidden, "csrf", "Send the token from GET /auth/csrf in the header X-CSRF-Token, from a page of this site.").ExecuteAsync(context);
        else
            await next(context);
    }

    private async Task<bool> IsForgedAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.IsApi() || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) return false;
        if (Array.Exists(Unauthenticated, path => request.Path.Equals(path, StringComparison.OrdinalIgnoreCase))) return ComesFromElsewhere(request);
        return context.User.IsByCookie() && !await antiforgery.IsRequestValidAsync(context);
    }

    /// <summary>Programs send no Origin; browsers always do with such a request.</summary>
    private static bool ComesFromElsewhere(HttpRequest request) => request.Headers.Origin.ToString() is { Length: > 0 } origin
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
}
