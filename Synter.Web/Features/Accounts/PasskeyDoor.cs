using System.Net;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;

namespace Synter.Web.Features.Accounts;

/// <summary>Signing in with a passkey: where it can be done, and the judging of what came back.</summary>
public sealed class PasskeyDoor(PasskeyCeremonies ceremonies, Passkeys passkeys, SignInThrottle throttle)
{
    /// <summary>Failures are counted by network address alone: whose passkey it was is not known.</summary>
    private const string ThrottleKey = "passkey";

    /// <summary>Browsers make passkeys for names, over https or on this very machine; an address in numbers is no name.</summary>
    public static bool IsOpenAt(HttpRequest request) =>
        !IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out _) && (request.IsHttps || SessionCookie.IsLoopback(request.Host.Host));

    /// <summary>The same page under this machine's name, when it was opened by its number; null where that does not help.</summary>
    public static string? NamedAddress(HttpRequest request) =>
        IPAddress.TryParse(request.Host.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
            ? $"{request.Scheme}://localhost:{request.Host.Port ?? (request.IsHttps ? 443 : 80)}{request.Path}{request.QueryString}"
            : null;

    public async Task<Result<Arrival>> ExecuteAsync(HttpContext context, string? credential, Via via)
    {
        var caller = context.Caller(via);
        if (await throttle.WaitAsync(ThrottleKey, caller.Address, context.RequestAborted) is var wait && wait > TimeSpan.Zero) return Errors.RateLimited(wait);
        if (await ceremonies.JudgeSignInAsync(PasskeyCookie.Read(context.Request), credential, context) is { } judged)
            return await passkeys.SignInAsync(judged.User, judged.Passkey, caller, TokenUse.Cookie, context.RequestAborted);

        await throttle.FailedAsync(ThrottleKey, caller.Address, context.RequestAborted);
        return Errors.NoPasskey;
    }
}
