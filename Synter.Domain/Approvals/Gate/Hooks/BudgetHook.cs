using Synter.Domain.Usage;

namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>
/// Is there budget left? Before a send it reserves what the effect may use, so that two at once cannot share the last of it;
/// after, the reservation is settled or goes.
/// </summary>
public sealed class BudgetHook(IUsage usage, IUsageLimits limits) : IGateHook
{
    public GateStep Step => GateStep.Budget;

    public async Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken)
    {
        if (request.Moment == GateMoment.Redeem)
        {
            return await UsageCheck.JudgeAsync(usage, limits, request, LimitSource.Budget, cancellationToken);
        }

        var all = request.Agent is { } agent ? await limits.ForAsync(request.Workspace, agent, cancellationToken) : [];
        foreach (var claim in request.Effects.SelectMany(e => UsageCheck.ClaimsOf(request, e)))
        {
            if (await usage.ReserveAsync(claim, all, cancellationToken) is { } reached)
            {
                return Verdict.Deny(UsageErrors.Code(reached.Limit.Source), UsageErrors.Sentence(reached), request.Effects[0].Id);
            }
        }

        return Verdict.Allow;
    }

    public async Task AfterAsync(GateRequest request, EffectState? outcome, CancellationToken cancellationToken)
    {
        foreach (var claim in request.Effects.SelectMany(e => UsageCheck.ClaimsOf(request, e)))
        {
            // What may have happened counts as if it had.
            if (outcome is EffectState.Executed or EffectState.Unknown)
            {
                await usage.SettleAsync(claim, cancellationToken);
            }
            else
            {
                await usage.ReleaseAsync(claim, cancellationToken);
            }
        }
    }
}
