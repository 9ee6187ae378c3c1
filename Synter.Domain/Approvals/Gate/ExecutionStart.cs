using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>How the beginning of an execution came out.</summary>
public abstract record Started
{
    private Started()
    {
    }

    /// <summary>It is executing now: the approval is spent.</summary>
    public sealed record Executing : Started;

    /// <summary>It goes out at its own time.</summary>
    public sealed record Scheduled(DateTimeOffset At) : Started;

    /// <summary>A dry run: all but the sending was done and nothing is spent.</summary>
    public sealed record RehearsedOnly(IReadOnlyList<Rehearsed> Effects) : Started;

    /// <summary>The gate said no. It is recorded.</summary>
    public sealed record Denied(Verdict.Denied Verdict) : Started;

    /// <summary>Its state forbids it, whatever the approval.</summary>
    public sealed record WrongState(DeliverableState State) : Started;
}

/// <summary>
/// Judges and begins an execution, for a person at the API and for the executor when a time has come alike: there is one way in.
/// </summary>
public sealed class ExecutionStart(IExecutions executions, ApprovedEffect.Gate gate, SendingSettings settings, TimeProvider clock)
{
    /// <summary>How often it looks again when something moved between judging and redeeming.</summary>
    private const int Looks = 3;

    /// <param name="dryRun">For this one; the global dry run holds all of them back.</param>
    /// <returns>Null when there is no such deliverable in the workspace.</returns>
    public async Task<Started?> BeginAsync(
        WorkspaceId workspace, DeliverableId deliverable, PresentedApproval approval, AskedBy by, CorrelationId correlation, bool dryRun,
        CancellationToken cancellationToken)
    {
        for (var look = 1; look <= Looks; look++)
        {
            if (await executions.LoadAsync(workspace, deliverable, cancellationToken) is not { } subject)
            {
                return null;
            }

            // Read anew on each look: what moved may have been the approval.
            var presented = approval.Found is { } known
                ? approval with { Found = await executions.FindApprovalAsync(workspace, known.Id, cancellationToken) }
                : approval;
            var request = subject.Request(presented, by, correlation, clock.Now());
            if (await TryAsync(subject, request, dryRun, cancellationToken) is { } started)
            {
                return started;
            }
        }

        throw new InvalidOperationException($"{deliverable} kept moving while it was to be executed.");
    }

    private async Task<Started?> TryAsync(ExecutionSubject subject, GateRequest request, bool dryRun, CancellationToken cancellationToken)
    {
        // These are past any approval, so none is judged; in all other states the approval's fault is the better answer.
        if (subject.State is DeliverableState.Rejected or DeliverableState.Executing or DeliverableState.Executed)
        {
            return new Started.WrongState(subject.State);
        }

        if (await gate.CheckAsync(request, cancellationToken) is Verdict.Denied denied)
        {
            await executions.RecordAsync(request, denied, cancellationToken);
            return new Started.Denied(denied);
        }

        if (!(subject.State is DeliverableState.Approved or DeliverableState.Scheduled || subject.IsRetry) || request.Effects.Count == 0)
        {
            return new Started.WrongState(subject.State);
        }

        if (dryRun || settings.DryRun)
        {
            return await RehearseAsync(request, cancellationToken);
        }

        return subject.IsRetry
            ? await executions.RetryAsync(request, cancellationToken) ? new Started.Executing() : null
            : await SendAsync(subject, request, cancellationToken);
    }

    private async Task<Started> RehearseAsync(GateRequest request, CancellationToken cancellationToken)
    {
        var effects = await gate.RehearseAsync(request, cancellationToken);
        if (settings.DryRun)
        {
            await executions.MarkRehearsedAsync(request, cancellationToken);
        }

        return new Started.RehearsedOnly(effects);
    }

    private async Task<Started?> SendAsync(ExecutionSubject subject, GateRequest request, CancellationToken cancellationToken)
    {
        if (subject.Content?.SendAt is { } sendAt && sendAt > request.Now)
        {
            return await executions.ScheduleAsync(request, sendAt, cancellationToken) ? new Started.Scheduled(sendAt) : null;
        }

        return await gate.RedeemAsync(request, cancellationToken) == RedeemOutcome.Redeemed ? new Started.Executing() : null;
    }
}
