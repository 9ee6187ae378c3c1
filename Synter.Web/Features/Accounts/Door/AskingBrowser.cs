using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts.Door;

/// <summary>
/// Marks the browser that asks for a link, so that following the link there signs in at once. In any other it shows a button
/// first: programs that look into mails follow links too, and must not use them up.
/// </summary>
public static class AskingBrowser
{
    private const string Name = "synter-asked";

    private static readonly TimeSpan Kept = MagicLinks.ConfirmLife;

    public static string? Read(HttpRequest request) => request.Cookies[Name];

    /// <summary>The mark it has, or a new one.</summary>
    public static string Mark(HttpContext context)
    {
        var mark = Read(context.Request) is { Length: 43 } known ? known : OpaqueToken.New();
        context.Response.Cookies.Append(Name, mark, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/",
            MaxAge = Kept,
            IsEssential = true,
        });
        return mark;
    }
}
