using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Web.Live;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>A person's accounts at other services: connecting one, and parting with one, each for who has signed in just now.</summary>
public partial class LinkedAccountsCard
{
    private IReadOnlyList<LinkedAccountLine>? _accounts;
    private string? _problem;
    private bool _hasActed;

    [Inject]
    public required LinkedAccounts Linked { get; set; }

    [Inject]
    public required OutsideProviders Providers { get; set; }

    [Inject]
    public required ConnectTickets Tickets { get; set; }

    [Inject]
    public required ActorAccessor Person { get; set; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required SessionQueries Sessions { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    /// <summary>The key of what was connected on the way back to this page.</summary>
    [SupplyParameterFromQuery(Name = "connected")]
    public string? Connected { get; set; }

    /// <summary>Why nothing was.</summary>
    [SupplyParameterFromQuery(Name = "problem")]
    public string? ProblemBefore { get; set; }

    /// <summary>Said only of what is there: anybody may write an address.</summary>
    private string? ConnectedNow => !_hasActed && Connected is not null && Providers.Find(Connected)?.Name is { } name && _accounts!.Any(account => account.Provider == name) ? name : null;

    /// <summary>What went wrong last: here, or on the way to a provider and back.</summary>
    private string? Problem => _hasActed ? _problem : ProblemBefore;

    /// <summary>The practice one is offered at this machine's own addresses alone; whether somebody sits at it is asked where it leads.</summary>
    private IEnumerable<OutsideProvider> Open => Providers.All.Where(provider => !provider.IsPractice || SessionCookie.IsLoopback(new Uri(Navigation.BaseUri).Host));

    protected override async Task OnInitializedAsync() => _accounts = await Linked.ListAsync(await Person.GetAsync(), default);

    private async Task ConnectAsync(OutsideProvider provider)
    {
        if (await MineAsync() is not { } session) return;
        if (await Linked.MayChangeAsync(session, default)) Navigation.NavigateTo(OutsideConnect.AddressFor(provider.Key, Tickets.Make(session, provider.Key)), forceLoad: true);
        else (_problem, _hasActed) = (OutsideProblem.Of(Errors.SignInAgain), true);
    }

    private async Task UnlinkAsync(LinkedAccountLine account)
    {
        if (await MineAsync() is not { } session) return;
        var actor = await Person.GetAsync();
        var done = await Linked.UnlinkAsync(actor, session, account.Id, await Sessions.CallerAsync(session, Via.Page, default), default);
        (_problem, _hasActed) = (done.Refusal is { } refusal ? OutsideProblem.Of(refusal) : null, true);
        if (done.IsOk) Toasts.Show($"{account.Provider} no longer signs you in.");
        _accounts = await Linked.ListAsync(actor, default);
    }

    private async Task<SessionId?> MineAsync() => (await Authentication.GetAuthenticationStateAsync()).User.SessionId();
}
