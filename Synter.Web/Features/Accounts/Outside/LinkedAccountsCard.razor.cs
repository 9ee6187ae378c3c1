using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Outside;
using Synter.Web.Live;

namespace Synter.Web.Features.Accounts.Outside;

/// <summary>A person's accounts at other services, and parting with one.</summary>
public partial class LinkedAccountsCard
{
    private IReadOnlyList<LinkedAccountLine>? _accounts;
    private string? _problem;

    [Inject]
    public required LinkedAccounts Linked { get; set; }

    [Inject]
    public required ActorAccessor Person { get; set; }

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required SessionQueries Sessions { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    protected override async Task OnInitializedAsync() => _accounts = await Linked.ListAsync(await Person.GetAsync(), default);

    private async Task UnlinkAsync(LinkedAccountLine account)
    {
        var actor = await Person.GetAsync();
        var session = (await Authentication.GetAuthenticationStateAsync()).User.SessionId();
        var done = await Linked.UnlinkAsync(actor, account.Id, await Sessions.CallerAsync(session, Via.Page, default), default);
        _problem = done.Refusal?.Message;
        if (done.IsOk) Toasts.Show($"{account.Provider} no longer signs you in.");
        _accounts = await Linked.ListAsync(actor, default);
    }
}
