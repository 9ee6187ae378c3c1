using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Components.Layout;
using Synter.Web.Features.Accounts.Door;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// The seam of every way in by a browser: whoever has proven themselves gets a session, or is led to the page that asks for the
/// second factor. A new way in ends here and nowhere else.
/// </summary>
public static class Arrivals
{
    /// <returns>Where to lead the browser.</returns>
    public static async Task<string> ArriveAsync(this HttpContext context, Arrival arrival, SessionStore sessions, string? returnUrl = null)
    {
        switch (arrival)
        {
            case Entered entered:
                await context.BeginSessionAsync(entered.Token, entered.SignedIn, sessions, Via.Page);
                return LocalPath.Safe(returnUrl);
            case HalfWay half:
                PendingCookie.Write(context, half);
                return CodePage.AddressFor(returnUrl);
            default:
                throw new ArgumentOutOfRangeException(nameof(arrival));
        }
    }
}
