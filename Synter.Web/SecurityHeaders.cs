using System.Net;
using System.Security.Cryptography;
using Synter.Web.Api;

namespace Synter.Web;

/// <summary>
/// Tells browsers what an answer of ours may do. A page: run our own script files, be in no frame, post to us alone. An answer of
/// the API: nothing at all, should anybody open it as a page.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    // Components write style attributes; scripts stand in files only, but for the map of their names. Pictures of posts come from wherever
    // the providers keep them.
    private static string OfPages(string? nonce) =>
        $"default-src 'self'; script-src 'self'{(nonce is null ? "" : $" 'nonce-{nonce}'")}; connect-src 'self'; img-src 'self' data: https:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string OfTheApi = "default-src 'none'; frame-ancestors 'none'";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
        + "publickey-credentials-create=(self), publickey-credentials-get=(self)";

    /// <summary>A year, as the preload lists ask.</summary>
    private const string OneYear = "max-age=31536000; includeSubDomains";

    /// <summary>What a script in this answer's page itself must carry to be run. It is good for this one answer.</summary>
    public static string NonceFor(HttpContext context)
    {
        if (context.Items[typeof(SecurityHeaders)] is string known) return known;
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        context.Items[typeof(SecurityHeaders)] = nonce;
        return nonce;
    }

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = context.Request.IsApi() ? OfTheApi : OfPages(context.Items[typeof(SecurityHeaders)] as string);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Browsers would hold every other program on this machine to it.
        if (context.Request.IsHttps && !IsThisMachine(context.Request.Host.Host)) headers.StrictTransportSecurity = OneYear;
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
