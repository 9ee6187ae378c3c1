using Synter.Infrastructure.Accounts.Factors;

namespace Synter.Web.Features.Accounts;

/// <summary>Keeps what a browser was asked with the browser that was asked. Sealed; it says nothing to whoever reads it.</summary>
public static class PasskeyCookie
{
    private const string Name = "synter-passkey";

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    public static void Write(HttpContext context, PasskeyQuestion question) => context.Response.Cookies.Append(Name, question.State, new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        Secure = context.Request.IsHttps,
        Path = "/",
        MaxAge = PasskeyCeremonies.Life,
        IsEssential = true,
    });
}
