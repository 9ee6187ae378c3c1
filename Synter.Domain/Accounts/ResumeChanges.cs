using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>Lets a stopped workspace send changes again. Needs an admin and a typed word, so that no stray click does it.</summary>
public sealed class ResumeChanges(IStopStore store, IWorkspaceFeed feed)
{
    /// <summary>What the person types.</summary>
    public const string Word = "resume";

    /// <remarks>Resuming what is not stopped is no error: what was asked for is so.</remarks>
    public async Task<Result<Done>> ExecuteAsync(Actor actor, string? typed, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ResumeChanges) is { } lacking)
        {
            return lacking;
        }

        if (!Word.Equals(typed?.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return Refusals.Invalid(new FieldError("/word", $"Type «{Word}» to let changes out again."));
        }

        if (await store.ResumeAsync(actor, cancellationToken))
        {
            feed.Publish(actor.Workspace, FeedTopic.Workspace);
        }

        return new Done();
    }
}
