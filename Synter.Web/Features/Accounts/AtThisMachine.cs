using System.Net;

namespace Synter.Web.Features.Accounts;

/// <summary>Whether somebody sits at the machine that Synter runs on. Who comes through a proxy on it does not.</summary>
internal static class AtThisMachine
{
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && SessionCookie.IsLoopback(context.Request.Host.Host)
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase) || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));
}
