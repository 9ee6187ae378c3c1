using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Tests.Support;

/// <summary>
/// Approved effects for tests of writers. Made the one way there is, by the gate, over a store of grants that says yes.
/// </summary>
internal static class ApprovedEffects
{
    private static readonly ContentHash AnyHash = ContentHash.Of([]);

    public static async Task<ApprovedEffect> MakeAsync(WorkspaceId workspace, ContentEffect content, EffectId? id = null)
    {
        var effect = id ?? StrongId.New<EffectId>(TimeProvider.System);
        var gate = new ApprovedEffect.Gate(new GateHooks([.. Enum.GetValues<GateStep>().Select(step => new OpenHook(step))], new NoLog()), new OpenGrants(), new EffectWriters([]), SendingSettings.Default, TimeProvider.System);
        var request = new GateRequest(
            GateMoment.Send, workspace, null, StrongId.New<DeliverableId>(TimeProvider.System), 1, AnyHash, PresentedApproval.None, [new GateEffect(effect, content)],
            new AskedBy(null, "test", Via.System), CorrelationId.Current, TimeProvider.System.Now());
        return (await gate.RecallAsync(request, default))!;
    }

    private sealed class OpenHook(GateStep step) : IGateHook
    {
        public GateStep Step => step;

        public Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken) => Task.FromResult(Verdict.Allow);
    }

    private sealed class OpenGrants : IGrants
    {
        public Task<RedeemOutcome> RedeemAsync(Redemption redemption, bool rehearse, CancellationToken cancellationToken) => Task.FromResult(RedeemOutcome.Redeemed);

        public Task<Grant?> NextAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken) => InDoubtAsync(workspace, effect, cancellationToken);

        public Task<Grant?> InDoubtAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken) =>
            Task.FromResult<Grant?>(new Grant(StrongId.New<ApprovalId>(TimeProvider.System), effect, Attempt: 1));

        public Task<BeginOutcome> BeginAsync(AttemptStart start, CancellationToken cancellationToken) => Task.FromResult(BeginOutcome.Begun);
    }

    private sealed class NoLog : IGateLog
    {
        public void HookFailed(GateStep step, CorrelationId correlation, Exception exception)
        {
        }
    }
}
