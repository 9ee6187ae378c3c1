using Microsoft.Extensions.Logging;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Sends one effect, or finds out what came of one that was sent, and writes it down.</summary>
public sealed class EffectSender(
    ApprovedEffect.Gate gate, EffectWriters writers, EffectLedger ledger, SendingSettings settings, TimeProvider clock, ILogger<EffectSender> log)
{
    /// <summary>Asks the gate once more and, if it lets the effect through, sends it.</summary>
    /// <returns>False when somebody else has it by now.</returns>
    public async Task<bool> SendAsync(GateRequest request, long leaseToken, CancellationToken cancellationToken)
    {
        switch (await gate.AdmitAsync(request, leaseToken, cancellationToken))
        {
            case Admission.Admitted { Effect: var effect, Deadline: var deadline }:
                await SendAsync(request, effect, deadline);
                return true;
            case Admission.Unreadable { Effect: var effect, Failure: var failure }:
                await SettleAsync(request, effect.Attempt, Refused(failure, effect.Attempt));
                return true;
            case Admission.Denied { Verdict: var denied }:
                await ledger.DenyAsync(request, denied, cancellationToken);
                await gate.AfterAsync(request, outcome: null, cancellationToken);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads the provider back for an effect in doubt.</summary>
    /// <returns>When to look again; null when what came of it is written down.</returns>
    public async Task<DateTimeOffset?> LookAsync(GateRequest request, AttemptInDoubt doubt, CancellationToken cancellationToken)
    {
        var content = request.Effects.Single().Content;
        var writer = writers.Find(content.Provider, content.Kind);
        // No sooner than the call was over and the provider had time to show it.
        var canTellFrom = doubt.Deadline + (writer?.SettleTime ?? TimeSpan.Zero);
        if (clock.Now() < canTellFrom)
        {
            return canTellFrom;
        }

        if (await gate.RecallAsync(request, cancellationToken) is not { } effect)
        {
            return null;
        }

        var finding = writer is null ? new Finding.CannotTell("Synter has no way to this provider any more.") : await FindAsync(writer, effect, cancellationToken);
        switch (DoubtPolicy.Judge(finding, doubt, writer?.NotFoundIsProof ?? false))
        {
            case DoubtEnd.Happened { ProviderRef: var reference }:
                await SettleAsync(request, doubt.Attempt, new Settled(EffectState.Executed, AttemptOutcome.Found, reference));
                return null;
            case DoubtEnd.DidNotHappen { Resend: var resend }:
                await SettleAsync(request, doubt.Attempt, NotFound(effect.Provider, resend));
                return null;
            case DoubtEnd.Unknown { Why: var why }:
                await SettleAsync(request, doubt.Attempt, new Settled(EffectState.Unknown, AttemptOutcome.CannotTell, ProblemCode: "unknown", Problem: why));
                return null;
            case DoubtEnd.AskAgain { After: var wait }:
                await ledger.CountLookAsync(request, doubt.Attempt, cancellationToken);
                return clock.Now() + wait;
            default:
                throw new InvalidOperationException("A doubt has four ends.");
        }
    }

    /// <summary>
    /// The call itself. It has a deadline and no other end: a stop of Synter waits for it, as nobody could tell what came of a call
    /// that was cut. Whatever is not a definite answer stays in doubt.
    /// </summary>
    private async Task SendAsync(GateRequest request, ApprovedEffect effect, DateTimeOffset deadline)
    {
        var left = deadline - clock.Now();
        if (left <= TimeSpan.Zero)
        {
            // The process stood still since the attempt was committed. Others may be looking for it by now, so it is not sent.
            await SettleAsync(request, effect.Attempt, Settled.Refused("too_late", "Synter stood still just before sending. Nothing was sent.", clock.Now()));
            return;
        }

        using var timeout = new CancellationTokenSource(left, clock);
        try
        {
            var sent = await writers.Find(effect.Provider, effect.Kind)!.SendAsync(effect, timeout.Token);
            await SettleAsync(request, effect.Attempt, Settled.Sent(sent));
        }
        catch (ProviderException e) when (!e.InDoubt)
        {
            await SettleAsync(request, effect.Attempt, Refused(e, effect.Attempt));
        }
        catch (Exception e) when (e is ProviderException or OperationCanceledException)
        {
            log.EffectInDoubt(effect.Id, effect.Provider, e.Message);
        }
    }

    private async Task<Finding?> FindAsync(IEffectWriter writer, ApprovedEffect effect, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(settings.CallDeadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await writer.FindAsync(effect, either.Token);
        }
        catch (Exception e) when (e is ProviderException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            log.EffectNotRead(effect.Id, effect.Provider, e.Message);
            return null;
        }
    }

    /// <summary>Not cancelled: what is known of the world must be written down even while Synter stops.</summary>
    private async Task SettleAsync(GateRequest request, int attempt, Settled settled)
    {
        await ledger.SettleAsync(request, attempt, settled, CancellationToken.None);
        await gate.AfterAsync(request, settled.State, CancellationToken.None);
    }

    private Settled Refused(ProviderException failure, int attempts) =>
        Settled.Refused(failure.Code, failure.Message, ResendPolicy.WaitAfter(failure, attempts) is { } wait ? clock.Now() + wait : null);

    private Settled NotFound(string provider, bool resend) => new(
        EffectState.Failed, AttemptOutcome.NotFound, ProblemCode: "no_answer",
        Problem: $"{provider} gave no answer, and reading it back proved that it did not happen.", RetryAt: resend ? clock.Now() : null);
}
