using Microsoft.AspNetCore.Components;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Members;
using Synter.Web.Components.Shared;
using Synter.Web.Live;

namespace Synter.Web.Features.Accounts.Members;

/// <summary>The people of the workspace, for its admins.</summary>
public partial class MembersPage
{
    private const string SearchKey = "search";

    private Dialog _invite = null!;
    private ResetDialog _reset = null!;
    private string? _email;
    private Role _role;
    private string? _wrong;

    [Inject]
    public required MemberQueries Queries { get; set; }

    [Inject]
    public required Memberships Memberships { get; set; }

    [Inject]
    public required ResetSecondFactor Reset { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    [SupplyParameterFromQuery(Name = SearchKey)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = UrlState.PageKey)]
    public string? Pages { get; set; }

    protected override string What => "Members";

    private string? Refused { get; set; }

    protected override async Task<MembersState?> LoadAsync(Actor actor, CancellationToken cancellationToken)
    {
        var members = await Queries.ListAsync(actor, Url[SearchKey], Url.Page, cancellationToken);
        return new MembersState(actor.User, members.Items, members.NextCursor, await Queries.InvitationsAsync(actor, cancellationToken));
    }

    private Task ChangeRoleAsync(MemberLine member, ChangeEventArgs change)
    {
        var role = Enum.Parse<Role>((string)change.Value!);
        return ActAsync(actor => Memberships.ChangeRoleAsync(actor, member.User, role, Leaving), $"{member.Name} is {role.ToString().ToLowerInvariant()} now.");
    }

    private Task DeactivateAsync(MemberLine member) =>
        ActAsync(actor => Memberships.DeactivateAsync(actor, member.User, Leaving), $"{member.Name} is shut out. What they did keeps their name.");

    private Task ReactivateAsync(MemberLine member) =>
        ActAsync(actor => Memberships.ReactivateAsync(actor, member.User, Leaving), $"{member.Name} may come in again.");

    private Task SignOutAsync(MemberLine member) =>
        ActAsync(actor => Memberships.SignOutAsync(actor, member.User, Leaving), $"{member.Name} is signed out of this workspace.");

    private Task ResetAsync(MemberLine member) =>
        ActAsync(actor => Reset.ExecuteAsync(actor, member.User, Leaving), $"{member.Name} signs in without a code until they set one up again.");

    private Task WithdrawAsync(InvitationId id) => ActAsync(actor => Memberships.WithdrawAsync(actor, id, Leaving), "The invitation is withdrawn.");

    private async Task ActAsync(Func<Actor, Task<Result<Done>>> act, string done)
    {
        var result = await act(await Person.GetAsync());
        Refused = result.Refusal?.Message;
        if (result.IsOk) Toasts.Show(done);
        await ReopenAsync();
    }

    private void OpenInvite()
    {
        (_email, _role, _wrong) = (null, Role.Viewer, null);
        _invite.Open();
    }

    private async Task InviteAsync()
    {
        var invited = await Memberships.InviteAsync(await Person.GetAsync(), _email ?? "", _role, Leaving);
        if (invited.Refusal is { } refusal)
        {
            _wrong = string.Join(' ', refusal.Errors.Select(error => error.Message).DefaultIfEmpty(refusal.Message));
            return;
        }

        await _invite.CloseAsync();
        Toasts.Show($"{_email} is invited.");
        await ReopenAsync();
    }
}

/// <summary>What the page shows.</summary>
/// <param name="Me">Who looks: nobody signs themselves out here.</param>
public sealed record MembersState(UserId Me, IReadOnlyList<MemberLine> Members, string? NextCursor, IReadOnlyList<InvitationLine> Invitations);
