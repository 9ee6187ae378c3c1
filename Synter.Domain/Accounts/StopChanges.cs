using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>
/// Stops every change of the workspace at once: nothing more is sent until an admin resumes. One click, no question asked;
/// the reason may follow in a second call.
/// </summary>
public sealed class StopChanges(IStopStore store, IWorkspaceFeed feed)
{
    public const int MaxReason = 500;

    public async Task<Result<Stop>> ExecuteAsync(Actor actor, string? reason, CancellationToken cancellationToken)
    {
        // Whoever may let a change out may hold all of them; putting them back in motion takes an admin.
        if (actor.Lacks(Permission.StopChanges) is { } lacking)
        {
            return lacking;
        }

        reason = string.IsNullOrWhiteSpace(reason) ? null : reason.Trim();
        if (reason?.Length > MaxReason)
        {
            return Refusals.Invalid(new FieldError("/reason", $"Use at most {MaxReason} characters."));
        }

        var stop = await store.StopAsync(actor, reason, cancellationToken);
        feed.Publish(actor.Workspace, FeedTopic.Workspace);
        return stop;
    }
}
