using System.Globalization;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;

namespace Synter.Web.Features.Accounts.Door;

/// <summary>
/// A page before the console: a plain form post, which needs no script and no circuit, since only an HTTP answer can set a cookie.
/// </summary>
public abstract class DoorPage : ComponentBase
{
    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required SessionStore Sessions { get; set; }

    /// <summary>Why the last try was refused.</summary>
    protected string? Error { get; private set; }

    protected CancellationToken Aborted => Http.RequestAborted;

    protected Caller Caller => Http.Caller(Via.Page);

    protected async Task EnterAsync(Arrival arrival, string? returnUrl = null) => Navigation.NavigateTo(await Http.ArriveAsync(arrival, Sessions, returnUrl));

    /// <summary>Refuses a change of one's own account; who has to sign in again is led there and back.</summary>
    protected void RefuseOwn(Refusal refusal)
    {
        if (refusal == Errors.SignInAgain) Navigation.NavigateTo(SignInPage.AgainFor(Http.Request.Path));
        else Refuse(refusal);
    }

    protected void Refuse(Refusal refusal)
    {
        Error = refusal.Errors is [var first, ..] ? first.Message : refusal.Message;
        Http.Response.StatusCode = refusal.Kind switch
        {
            RefusalKind.TooMany => StatusCodes.Status429TooManyRequests,
            RefusalKind.Invalid => StatusCodes.Status422UnprocessableEntity,
            _ => StatusCodes.Status401Unauthorized,
        };
        if (refusal.RetryAfter is { } wait) Http.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
    }
}
