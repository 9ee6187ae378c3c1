using System.Globalization;
using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Accounts;

/// <summary>
/// Signs a person in by a plain form post, which needs no script and no circuit: only an HTTP answer can set the cookie.
/// </summary>
public partial class SignInPage
{
    private const string FormName = "sign-in";

    [CascadingParameter]
    public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = FormName)]
    public SignInForm? Form { get; set; }

    [Inject]
    public required SignIn SignIn { get; set; }

    [Inject]
    public required SessionStore Sessions { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    private string? Error { get; set; }

    private bool IsUnsafeAddress => SessionCookie.IsRefusedByBrowsers(Http.Request);

    /// <summary>The sign-in page, which leads back to what was asked for.</summary>
    public static string AddressFor(HttpRequest request) => HttpMethods.IsGet(request.Method) ? AddressFor(request.Path + request.QueryString) : "/sign-in";

    public static string AddressFor(Uri page) => AddressFor(page.PathAndQuery);

    private static string AddressFor(string pathAndQuery) =>
        pathAndQuery == "/" ? "/sign-in" : "/sign-in" + QueryString.Create("returnUrl", pathAndQuery).ToUriComponent();

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.Identity is { IsAuthenticated: true }) Navigation.NavigateTo(LocalPath.Safe(ReturnUrl));
    }

    private async Task SignInAsync()
    {
        var result = await SignIn.ExecuteAsync(Form!.Email ?? "", Form.Password ?? "", Http.Caller(Via.Page), Http.RequestAborted);
        if (result.TryGet(out var started, out var refusal))
        {
            await Http.BeginSessionAsync(started.Token, started.SignedIn, Sessions, Via.Page);
            Navigation.NavigateTo(LocalPath.Safe(ReturnUrl));
            return;
        }

        Error = refusal.Message;
        Http.Response.StatusCode = refusal.Kind == RefusalKind.TooMany ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized;
        if (refusal.RetryAfter is { } wait) Http.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
    }
}

/// <summary>What the form posts.</summary>
public sealed class SignInForm
{
    public string? Email { get; set; }

    public string? Password { get; set; }
}
