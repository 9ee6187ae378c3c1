using Microsoft.AspNetCore.Components.Authorization;
using Synter.Domain.Accounts;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Accounts;
using Synter.Infrastructure.Settings;
using Synter.Web.Features.Accounts;

namespace Synter.Web.Components.Layout;

/// <summary>The frame's facts for whoever is signed in.</summary>
public sealed class SignedInShellSource(
    AuthenticationStateProvider authentication, SessionStore sessions, IStopState stops, SynterSettings settings,
    IReviewQueries? reviews = null, IRunQueries? runs = null) : IShellSource
{
    public async Task<ShellState?> LoadAsync(CancellationToken cancellation)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        if (user.SessionId() is not { } session || await sessions.FindAsync(session, cancellation) is not { } me)
        {
            return null;
        }

        var stop = await stops.ReadBannerAsync(me.Workspace, cancellation);
        return new ShellState
        {
            Workspace = me.WorkspaceName,
            Person = me.Name,
            Role = me.Role,
            IsStaff = me.IsStaff,
            TimeZone = me.TimeZone,
            Locale = me.Locale,
            Undo = me.UndoWindow,
            Waiting = reviews is null ? 0 : await reviews.CountAsync(me.Workspace, DeliverableFilter.Waiting, cancellation),
            Running = runs is null ? 0 : await runs.CountActiveAsync(user.ToActor(Via.Page), cancellation),
            Stopped = stop is null ? null : new StopNotice(stop.Stop.By, stop.Stop.At, stop.Held, stop.Stop.Reason),
            Sandbox = settings.HasSandbox,
            DryRun = settings.IsDryRun,
        };
    }
}
