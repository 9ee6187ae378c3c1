using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts;

/// <summary>Binds a sign-in that waits for its second factor to the browser that began it. It is sent to the sign-in pages alone.</summary>
public static class PendingCookie
{
    private const string Name = "synter-pending";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpContext context, HalfWay half) => context.Response.Cookies.Append(Name, half.Challenge, Options(context.Request, half.ExpiresAt));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context.Request, null));

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
        Path = SignInPage.Path,
        Expires = expires,
        IsEssential = true,
    };
}
