using System.Net;

namespace Synter.Web.Features.Accounts;

/// <summary>The browser's half of a session. Over https its name binds it to this very host.</summary>
public static class SessionCookie
{
    private const string OverHttps = "__Host-sid";
    private const string OverHttp = "sid";

    public static string? Read(HttpRequest request) => request.Cookies[Name(request)];

    public static void Write(HttpContext context, string token, DateTimeOffset expires) =>
        context.Response.Cookies.Append(Name(context.Request), token, Options(context.Request, expires));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name(context.Request), Options(context.Request, null));

    /// <summary>Plain http to anything but this machine: a browser will not keep the cookie.</summary>
    public static bool IsRefusedByBrowsers(HttpRequest request) => !request.IsHttps && !IsLoopback(request.Host.Host);

    private static string Name(HttpRequest request) => request.IsHttps ? OverHttps : OverHttp;

    private static CookieOptions Options(HttpRequest request, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps || !IsLoopback(request.Host.Host),
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };

    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
