using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Agents.Runs;

/// <summary>
/// Stops a run, wherever it runs. What waits is cancelled at once; what runs is told to stop and ends <c>cancelled</c> soon after.
/// </summary>
public sealed class CancelRun(IRunStore store)
{
    public async Task<Result<CancelOutcome>> ExecuteAsync(Actor actor, RunId run, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.RunAgents) is { } lacking)
        {
            return lacking;
        }

        return await store.CancelAsync(actor.Workspace, run, cancellationToken) switch
        {
            CancelOutcome.NotFound => Refusals.NotFound("run"),
            CancelOutcome.AlreadyEnded => Refusals.WrongState("This run has ended already. There is nothing to cancel."),
            var done => done,
        };
    }
}
