using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

public sealed partial class ApprovedEffect
{
    /// <summary>
    /// The one way from an approval to a provider. Nested here because a private constructor is open to nested types only: no
    /// other code can make an <see cref="ApprovedEffect"/>, so an unapproved write does not compile.
    /// </summary>
    public sealed class Gate(GateHooks hooks, IGrants grants, EffectWriters writers, SendingSettings settings, TimeProvider clock)
    {
        /// <summary>Asks every hook; spends nothing.</summary>
        public Task<Verdict> CheckAsync(GateRequest request, CancellationToken cancellationToken) => hooks.BeforeAsync(request, cancellationToken);

        /// <summary>
        /// Spends the approval and grants its effects. The hooks were asked by <see cref="CheckAsync"/>; what moved since shows in
        /// the outcome, because the transaction looks again at all that a decision can change.
        /// </summary>
        public Task<RedeemOutcome> RedeemAsync(GateRequest request, CancellationToken cancellationToken) =>
            grants.RedeemAsync(RedemptionOf(request), rehearse: false, cancellationToken);

        /// <summary>Lets one granted effect through to be sent, or says why not. On success it is committed as executing.</summary>
        public async Task<Admission> AdmitAsync(GateRequest request, long leaseToken, CancellationToken cancellationToken)
        {
            var effect = request.Effects.Single();
            if (await grants.NextAsync(request.Workspace, effect.Id, cancellationToken) is not { } grant)
            {
                return new Admission.Lost();
            }

            if (await hooks.BeforeAsync(request, cancellationToken) is Verdict.Denied denied)
            {
                return new Admission.Denied(denied);
            }

            var approved = Make(request, grant, effect.Content, isRehearsal: false);
            ProviderException? unreadable = null;
            try
            {
                if (await DriftAsync(approved, cancellationToken) is Verdict.Denied drifted)
                {
                    return new Admission.Denied(drifted);
                }
            }
            catch (ProviderException e)
            {
                unreadable = e;
            }

            // The deadline runs from here: a slow look before it takes nothing from the call.
            var now = clock.Now();
            var start = new AttemptStart(request.Workspace, request.Deliverable, grant, leaseToken, now, now + settings.CallDeadline);
            return await grants.BeginAsync(start, cancellationToken) switch
            {
                BeginOutcome.Begun when unreadable is not null => new Admission.Unreadable(approved, unreadable),
                BeginOutcome.Begun => new Admission.Admitted(approved, start.Deadline),
                BeginOutcome.SentBefore => new Admission.Denied(new Verdict.Denied(
                    DenialCodes.PolicyDenied, "The same change was sent already, under another deliverable.", effect.Id)),
                _ => new Admission.Lost(),
            };
        }

        /// <summary>An effect that was sent and not answered, so that its writer can look for it; null when it is not in doubt.</summary>
        public async Task<ApprovedEffect?> RecallAsync(GateRequest request, CancellationToken cancellationToken)
        {
            var effect = request.Effects.Single();
            return await grants.InDoubtAsync(request.Workspace, effect.Id, cancellationToken) is { } grant
                ? Make(request, grant, effect.Content, isRehearsal: false)
                : null;
        }

        /// <summary>The same way with sending switched off: redeems, takes it back, and lets each writer prepare.</summary>
        public async Task<IReadOnlyList<Rehearsed>> RehearseAsync(GateRequest request, CancellationToken cancellationToken)
        {
            var redemption = RedemptionOf(request);
            // A retry's grants stand already.
            var outcome = request.Approval.Found is { SpentAt: not null }
                ? RedeemOutcome.Redeemed
                : await grants.RedeemAsync(redemption, rehearse: true, cancellationToken);
            var rehearsed = new List<Rehearsed>();
            foreach (var effect in request.Effects)
            {
                var problem = outcome == RedeemOutcome.Redeemed
                    ? await RehearseAsync(Make(request, new Grant(redemption.Approval, effect.Id, Attempt: 1), effect.Content, isRehearsal: true), cancellationToken)
                    : "It changed while it was tried. Look again.";
                rehearsed.Add(new Rehearsed(effect.Id, problem));
            }

            return rehearsed;
        }

        /// <summary>Tells the hooks how an effect ended.</summary>
        public Task AfterAsync(GateRequest request, EffectState? outcome, CancellationToken cancellationToken) =>
            hooks.AfterAsync(request, outcome, cancellationToken);

        private async Task<string?> RehearseAsync(ApprovedEffect effect, CancellationToken cancellationToken)
        {
            try
            {
                if (await DriftAsync(effect, cancellationToken) is Verdict.Denied drifted)
                {
                    return drifted.Sentence;
                }

                await WriterOf(effect).SendAsync(effect, cancellationToken);
                return null;
            }
            catch (ProviderException e)
            {
                return e.Message;
            }
        }

        private async Task<Verdict> DriftAsync(ApprovedEffect effect, CancellationToken cancellationToken)
        {
            using var deadline = new CancellationTokenSource(settings.CallDeadline, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            try
            {
                return await WriterOf(effect).DriftAsync(effect, either.Token) is { } moved
                    ? Verdict.Deny(DenialCodes.StateDrifted, moved, effect.Id)
                    : Verdict.Allow;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new ProviderException(FailureClass.Transient, "no_answer", $"{effect.Provider} did not answer in time. Nothing was sent.");
            }
        }

        private IEffectWriter WriterOf(ApprovedEffect effect) => writers.Find(effect.Provider, effect.Kind)
            ?? throw new InvalidOperationException($"No writer sends {effect.Kind} to {effect.Provider}; the policy hook denies what nobody can send.");

        private static ApprovedEffect Make(GateRequest request, Grant grant, ContentEffect content, bool isRehearsal) =>
            new(grant.Effect, request.Workspace, grant, content, request.Correlation, isRehearsal);

        private static Redemption RedemptionOf(GateRequest request) => new(
            request.Workspace,
            request.Deliverable,
            request.Revision,
            request.ContentHash,
            request.Approval.Found?.Id ?? throw new InvalidOperationException("Only a request whose approval was found is redeemed."),
            [.. request.Effects.Select(e => e.Id)],
            request.By,
            request.Correlation,
            request.Now);
    }
}
