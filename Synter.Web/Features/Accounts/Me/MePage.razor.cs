using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Accounts;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Accounts.Factors;
using Synter.Infrastructure.Accounts.Tokens;
using Synter.Web.Components.Shared;
using Synter.Web.Live;

namespace Synter.Web.Features.Accounts.Me;

/// <summary>A person's own account: where they are signed in, and what they have given to programs.</summary>
public partial class MePage
{
    private static readonly int[] s_days = [7, 30, 90, 365];

    private Dialog _new = null!;
    private string? _name;
    private Role _role;
    private int _days = 90;
    private string? _made;
    private string? _wrong;
    private bool _isStale;

    [Inject]
    public required AuthenticationStateProvider Authentication { get; set; }

    [Inject]
    public required WaysInQueries WaysIn { get; set; }

    [Inject]
    public required SessionStore Sessions { get; set; }

    [Inject]
    public required SessionQueries SessionList { get; set; }

    [Inject]
    public required PersonalTokens Tokens { get; set; }

    [Inject]
    public required Toasts Toasts { get; set; }

    protected override string What => "Your account";

    private string? Refused { get; set; }

    protected override async Task<MeState?> LoadAsync(Actor actor, CancellationToken cancellationToken) => new(
        actor.Name, actor.Role, await MineAsync(), await WaysIn.ReadAsync(actor, cancellationToken), await SessionList.ListAsync(actor, cancellationToken), await Tokens.ListAsync(actor, cancellationToken));

    private async Task<SessionId?> MineAsync() => (await Authentication.GetAuthenticationStateAsync()).User.SessionId();

    private async Task EndAsync(SessionId session)
    {
        if (await Sessions.EndAsync(session, await Person.GetAsync(), Leaving)) Toasts.Show("Signed out there.");
        await ReopenAsync();
    }

    private async Task EndOthersAsync()
    {
        if (await MineAsync() is not { } mine) return;
        var ended = await Sessions.EndOthersAsync(mine, await Person.GetAsync(), Leaving);
        Toasts.Show(ended == 1 ? "Signed out of one other session." : $"Signed out of {ended} other sessions.");
        await ReopenAsync();
    }

    private static string Why(TokenEnd? end) => end switch
    {
        TokenEnd.PasswordChanged => "your password was changed",
        TokenEnd.Revoked => "you revoked it",
        _ => "its time was over",
    };

    private void OpenNew()
    {
        (_name, _role, _days, _wrong, _isStale) = (null, Role.Viewer, 90, null, false);
        _new.Open();
    }

    private async Task CreateAsync()
    {
        var made = await Tokens.CreateAsync(await Person.GetAsync(), await MineAsync(), _name ?? "", _role, _days, Leaving);
        if (!made.TryGet(out var value, out var refusal))
        {
            _isStale = refusal == Errors.SignInAgain;
            _wrong = string.Join(' ', refusal.Errors.Select(error => error.Message).DefaultIfEmpty(refusal.Message));
            return;
        }

        _made = value.Token;
        await ReopenAsync();
    }

    /// <summary>It leaves the page's memory with the dialog.</summary>
    private void ForgetToken() => _made = null;

    private async Task RevokeAsync(PersonalTokenId id)
    {
        var revoked = await Tokens.RevokeAsync(await Person.GetAsync(), id, Leaving);
        Refused = revoked.Refusal?.Message;
        if (revoked.IsOk) Toasts.Show("Revoked. Whatever used it is signed out.");
        await ReopenAsync();
    }
}

/// <summary>What the page shows.</summary>
public sealed record MeState(string Name, Role Role, SessionId? Mine, WaysIn Ways, IReadOnlyList<SessionLine> Sessions, IReadOnlyList<PersonalTokenLine> Tokens)
{
    public int Others => Sessions.Count(session => session.Id != Mine);
}
