using Synter.Domain.Usage;

namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>Does the agent's trial still allow it? What is granted is counted by the budget hook, for both.</summary>
public sealed class TrialHook(IUsage usage, IUsageLimits limits) : IGateHook
{
    public GateStep Step => GateStep.Trial;

    public Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken) =>
        UsageCheck.JudgeAsync(usage, limits, request, LimitSource.Trial, cancellationToken);
}
