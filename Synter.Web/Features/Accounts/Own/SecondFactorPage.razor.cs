using Microsoft.AspNetCore.Components;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Web.Components.Layout;

namespace Synter.Web.Features.Accounts.Own;

/// <summary>A person's second factor: set up, recovery codes, turned off. Where those are led whose workspace asks for one.</summary>
public partial class SecondFactorPage
{
    public const string Path = "/me/second-factor";

    private const string Renew = "renew";
    private const string Off = "off";

    private SecondFactorFacts? _facts;
    private OfferedSecret? _offer;
    private IReadOnlyList<string>? _made;
    private string _done = "";
    private bool _isOff;

    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    [SupplyParameterFromForm(FormName = "change")]
    public ChangeForm? Form { get; set; }

    [Inject]
    public required SecondFactors Factors { get; set; }

    private string Title => this switch
    {
        { _made: not null } => "Recovery codes",
        { _facts: { Since: null } } => "Set up a second factor",
        _ => "Second factor",
    };

    /// <summary>The page, which leads back to what was asked for.</summary>
    public static string AddressFor(HttpRequest request) => HttpMethods.IsGet(request.Method) && request.Path != "/"
        ? Path + QueryString.Create("returnUrl", request.Path + request.QueryString).ToUriComponent()
        : Path;

    protected override Task OnInitializedAsync()
    {
        Form ??= new ChangeForm();
        Http.Response.Headers.CacheControl = "no-store";
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (Http.User.SessionId() is not { } session) return;
        var facts = await Factors.ReadAsync(Http.Actor(Via.Page), session, Aborted);
        var offer = facts is { Since: null, OwesWhatTheyHave: false } ? (await Factors.OfferAsync(Http.Actor(Via.Page), Aborted)).Value : null;
        // Together: at an await the page may be drawn.
        (_facts, _offer) = (facts, offer);
    }

    private async Task ConfirmAsync(SetUpSecondFactor.SetUpForm form)
    {
        if (Http.User.SessionId() is { } session)
            await ShowAsync(await Factors.ConfirmAsync(Http.Actor(Via.Page), session, form.Code, form.Proof, Caller, Aborted), "The second factor is on. Your other sessions were signed out.");
    }

    private async Task ChangeAsync()
    {
        if (Http.User.SessionId() is not { } session) return;
        if (Form!.Act != Off)
        {
            await ShowAsync(await Factors.RenewCodesAsync(Http.Actor(Via.Page), session, Form.Proof, Caller, Aborted), "These ten are good from now on; those before are not.");
            return;
        }

        if ((await Factors.TurnOffAsync(Http.Actor(Via.Page), session, Form.Proof, Caller, Aborted)).Refusal is { } refusal) Refuse(refusal);
        else _isOff = true;
        await ReadAsync();
    }

    private async Task ShowAsync(Result<NewRecoveryCodes> made, string done)
    {
        if (made.TryGet(out var codes, out var refusal)) (_made, _done) = (codes.Codes, done);
        else Refuse(refusal);
        await ReadAsync();
    }

    /// <summary>What the form posts.</summary>
    public sealed class ChangeForm
    {
        public string? Proof { get; set; }

        /// <summary>By which button.</summary>
        public string? Act { get; set; }
    }
}
