using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>
/// Works on one claimed deliverable: begins it when its time has come, sends its effects one after the other, looks after those
/// in doubt. Every step is committed, so that it can be taken up by anybody at any point.
/// </summary>
public sealed class EffectExecutor(
    IExecutions executions, ExecutionStart start, ApprovalEnding endings, EffectSender sender, ExecutionQueue queue, TimeProvider clock,
    ILogger<EffectExecutor> log)
{
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(30);

    public async Task RunAsync(ExecutionClaim claim, CancellationToken cancellationToken)
    {
        using var trace = Trace(claim);
        try
        {
            if (await BeginAsync(claim, cancellationToken))
            {
                await SendAsync(claim, cancellationToken);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.ExecutionFaulted(claim.Deliverable, e);
            await queue.ReleaseAsync(claim, clock.Now() + AfterFault, CancellationToken.None);
        }
    }

    /// <returns>Whether it is executing now and there may be effects to send.</returns>
    private async Task<bool> BeginAsync(ExecutionClaim claim, CancellationToken cancellationToken)
    {
        var subject = await executions.LoadAsync(claim.Workspace, claim.Deliverable, cancellationToken);
        if (subject?.State == DeliverableState.Executing)
        {
            return true;
        }

        if (subject?.State is not (DeliverableState.Approved or DeliverableState.Scheduled))
        {
            await queue.RemoveAsync(claim, cancellationToken);
            return false;
        }

        var approval = await PresentedAsync(claim, cancellationToken);
        switch (await start.BeginAsync(claim.Workspace, claim.Deliverable, approval, claim.By, claim.Correlation, dryRun: false, cancellationToken))
        {
            case Started.Executing:
                return true;
            case Started.Scheduled { At: var at }:
                await queue.ReleaseAsync(claim, at, cancellationToken);
                return false;
            case Started.Denied { Verdict.Code: DenialCodes.Stopped }:
                // Stopped between claim and gate. It is held, not lost.
                await queue.ReleaseAsync(claim, clock.Now() + ShortWait, cancellationToken);
                return false;
            case Started.Denied { Verdict: var denied }:
                await endings.DenyAsync(claim, denied, cancellationToken);
                return false;
            default:
                await queue.RemoveAsync(claim, cancellationToken);
                return false;
        }
    }

    private async Task SendAsync(ExecutionClaim claim, CancellationToken cancellationToken)
    {
        var approval = await PresentedAsync(claim, cancellationToken);
        var step = Step.Acted;
        while (step.HasActed
            && await executions.LoadAsync(claim.Workspace, claim.Deliverable, cancellationToken) is { State: DeliverableState.Executing } subject)
        {
            step = await PassAsync(claim, subject, approval, cancellationToken);
        }

        // When it has ended, its row went with it and there is nothing to give back.
        await queue.ReleaseAsync(claim, step.Next ?? clock.Now() + ShortWait, cancellationToken);
    }

    /// <summary>Goes over the effects once, in their order.</summary>
    private async Task<Step> PassAsync(
        ExecutionClaim claim, ExecutionSubject subject, PresentedApproval approval, CancellationToken cancellationToken)
    {
        var content = subject.Content ?? throw new InvalidOperationException($"{claim.Deliverable} is executing and its content cannot be read.");
        var pass = Step.Nothing;
        foreach (var (effect, what) in subject.Effects.Zip(content.Effects))
        {
            var request = Request(claim, subject, approval, new GateEffect(effect.Id, what));
            var step = await StepAsync(claim, request, effect, cancellationToken);
            if (step.IsLost)
            {
                return step;
            }

            pass = new Step(pass.HasActed || step.HasActed, IsLost: false, Earlier(pass.Next, step.Next));
        }

        return pass;
    }

    private async Task<Step> StepAsync(ExecutionClaim claim, GateRequest request, ExecutionEffect effect, CancellationToken cancellationToken)
    {
        if (effect.InDoubt is { } doubt)
        {
            return await sender.LookAsync(request, doubt, cancellationToken) is { } again ? Step.Wait(again) : Step.Acted;
        }

        if (!effect.Progress.IsUnderWay)
        {
            return Step.Nothing;
        }

        if (effect.RetryAt is { } retryAt && retryAt > clock.Now())
        {
            return Step.Wait(retryAt);
        }

        return await sender.SendAsync(request, claim.LeaseToken, cancellationToken) ? Step.Acted : Step.Lost;
    }

    private async Task<PresentedApproval> PresentedAsync(ExecutionClaim claim, CancellationToken cancellationToken) =>
        new(Given: true, await executions.FindApprovalAsync(claim.Workspace, claim.Approval, cancellationToken));

    private GateRequest Request(ExecutionClaim claim, ExecutionSubject subject, PresentedApproval approval, GateEffect effect) => new(
        GateMoment.Send, claim.Workspace, subject.Agent, subject.Id, subject.Revision, subject.ContentHash, approval, [effect],
        claim.By, claim.Correlation, clock.Now());

    /// <summary>Goes on with the trace of whoever asked for it, so that one correlation id leads from request to provider.</summary>
    private static Activity Trace(ExecutionClaim claim)
    {
        var activity = new Activity("execution");
        activity.SetParentId(ActivityTraceId.CreateFromString(claim.Correlation.Value), ActivitySpanId.CreateRandom());
        return activity.Start();
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null ? other : other is null || one < other ? one : other;

    /// <param name="IsLost">Somebody else has it by now.</param>
    /// <param name="Next">When there is more to do; null when nothing is known.</param>
    private sealed record Step(bool HasActed, bool IsLost, DateTimeOffset? Next)
    {
        public static readonly Step Nothing = new(HasActed: false, IsLost: false, Next: null);

        public static readonly Step Acted = new(HasActed: true, IsLost: false, Next: null);

        public static readonly Step Lost = new(HasActed: false, IsLost: true, Next: null);

        public static Step Wait(DateTimeOffset until) => new(HasActed: false, IsLost: false, until);
    }
}
