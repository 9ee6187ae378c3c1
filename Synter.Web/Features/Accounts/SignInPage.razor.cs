using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Settings;
using Synter.Web.Components.Layout;
using Synter.Web.Features.Accounts.Door;
using Synter.Web.Features.Accounts.Outside;
using Synter.Web.Features.Mail;

namespace Synter.Web.Features.Accounts;

/// <summary>Every way in, by plain form posts.</summary>
public partial class SignInPage
{
    public const string Path = "/sign-in";

    private string? _passkeyError;

    private const string FormName = "sign-in";

    [SupplyParameterFromQuery(Name = "returnUrl")]
    public string? ReturnUrl { get; set; }

    /// <summary>What was done on the page before.</summary>
    [SupplyParameterFromQuery(Name = "done")]
    public string? DoneBefore { get; set; }

    /// <summary>Why coming back from another service did not sign anybody in.</summary>
    [SupplyParameterFromQuery(Name = "problem")]
    public string? ProblemBefore { get; set; }

    /// <summary>To show once more who one is, though signed in.</summary>
    [SupplyParameterFromQuery(Name = "again")]
    public bool Again { get; set; }

    [SupplyParameterFromForm(FormName = FormName)]
    public SignInForm? Form { get; set; }

    [Inject]
    public required SignIn SignIn { get; set; }

    [Inject]
    public required PasskeyDoor Door { get; set; }

    [Inject]
    public required AskForLink AskForLink { get; set; }

    [Inject]
    public required OutboxDoor Outbox { get; set; }

    [Inject]
    public required SynterSettings Settings { get; set; }

    private bool TakesNames => Settings.CStore?.Auth is not null;

    private bool IsUnsafeAddress => SessionCookie.IsRefusedByBrowsers(Http.Request);

    /// <summary>What belongs under the password and not under the passkey.</summary>
    private string? PasswordError => _passkeyError is null ? Error : null;

    private string? Note => DoneBefore switch
    {
        "password" => "The new password is set. Sign in with it.",
        "email" => "The new address is confirmed. Sign in with it from now on.",
        _ => null,
    };

    /// <summary>The sign-in page, which leads back to what was asked for.</summary>
    public static string AddressFor(HttpRequest request) => HttpMethods.IsGet(request.Method) ? AddressFor(request.Path + request.QueryString) : "/sign-in";

    public static string AddressFor(Uri page) => AddressFor(page.PathAndQuery);

    /// <summary>The sign-in page for somebody who is signed in and must show it anew, then goes on at a path of ours.</summary>
    public static string AgainFor(string path) => $"/sign-in?again=true&returnUrl={Uri.EscapeDataString(path)}";

    /// <summary>The sign-in page, which says why nobody was signed in.</summary>
    internal static string AddressAfter(string problem) => "/sign-in" + QueryString.Create("problem", problem).ToUriComponent();

    private static string AddressFor(string pathAndQuery) =>
        pathAndQuery == "/" ? "/sign-in" : "/sign-in" + QueryString.Create("returnUrl", pathAndQuery).ToUriComponent();

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (HttpMethods.IsGet(Http.Request.Method) && DoneBefore is null && ProblemBefore is null && !Again && Http.User.Identity is { IsAuthenticated: true }) Navigation.NavigateTo(LocalPath.Safe(ReturnUrl));
    }

    private Task SignInAsync() => Form!.Way == SignInForm.ByLink ? SendLinkAsync() : ByPasswordAsync();

    private async Task ByPasswordAsync()
    {
        var result = await SignIn.ExecuteAsync(Form!.Email ?? "", Form.Password ?? "", Caller, Aborted);
        if (result.TryGet(out var entered, out var refusal)) await EnterAsync(entered, ReturnUrl);
        else Refuse(refusal);
    }

    private async Task ByPasskeyAsync(string? credential)
    {
        if ((await Door.ExecuteAsync(Http, credential, Via.Page)).TryGet(out var arrival, out var refusal)) await EnterAsync(arrival, ReturnUrl);
        else
        {
            Refuse(refusal);
            _passkeyError = Error;
        }
    }

    private async Task SendLinkAsync()
    {
        if ((await AskForLink.ExecuteAsync(Form!.Email, workspace: null, AskingBrowser.Mark(Http), Caller, Aborted)).Refusal is { } refusal) Refuse(refusal);
        else Navigation.NavigateTo(SentPage.Path);
    }
}

/// <summary>What the form posts.</summary>
public sealed class SignInForm
{
    public const string ByLink = "link";

    public string? Email { get; set; }

    public string? Password { get; set; }

    /// <summary>By which button.</summary>
    public string? Way { get; set; }
}
