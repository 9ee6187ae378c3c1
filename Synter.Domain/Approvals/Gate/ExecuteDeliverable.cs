using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>How an execution that was asked for stands.</summary>
/// <param name="Effects">For a dry run, what was found for each effect; else empty.</param>
public sealed record Execution(DeliverableId Deliverable, DeliverableState State, CorrelationId Correlation, IReadOnlyList<Rehearsed> Effects);

/// <summary>Sends an approved deliverable now, or at the time it carries; retries what failed.</summary>
public sealed class ExecuteDeliverable(IExecutions executions, ExecutionStart start, IExecutorSignal executor)
{
    /// <param name="approval">As the client wrote it; null or empty when it named none.</param>
    public async Task<Result<Execution>> ExecuteAsync(
        Actor actor, DeliverableId deliverable, string? approval, bool dryRun, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReviewProposals) is { } lacking)
        {
            return lacking;
        }

        var correlation = CorrelationId.Current;
        var presented = await FindAsync(actor.Workspace, approval, cancellationToken);
        var started = await start.BeginAsync(
            actor.Workspace, deliverable, presented, AskedBy.Of(actor), correlation, dryRun, cancellationToken);
        switch (started)
        {
            case null:
                return Refusals.NotFound("deliverable");
            case Started.Denied { Verdict: var denied }:
                return new Refusal(RefusalKind.Denied, denied.Code, denied.Sentence) { Correlation = correlation };
            case Started.WrongState { State: var state }:
                return ExecutionErrors.WrongState(state);
            case Started.RehearsedOnly { Effects: var effects }:
                var subject = await executions.LoadAsync(actor.Workspace, deliverable, cancellationToken);
                return new Execution(deliverable, subject!.State, correlation, effects);
            case Started.Scheduled:
                return new Execution(deliverable, DeliverableState.Scheduled, correlation, []);
            default:
                executor.Wake();
                return new Execution(deliverable, DeliverableState.Executing, correlation, []);
        }
    }

    private async Task<PresentedApproval> FindAsync(WorkspaceId workspace, string? text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(text))
        {
            return PresentedApproval.None;
        }

        // What is not even an id was made up, like one that nobody gave.
        return new PresentedApproval(Given: true, StrongId.TryParse<ApprovalId>(text, out var id)
            ? await executions.FindApprovalAsync(workspace, id, cancellationToken)
            : null);
    }
}
