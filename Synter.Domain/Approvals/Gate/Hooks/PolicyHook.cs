namespace Synter.Domain.Approvals.Gate.Hooks;

/// <summary>Does the effect still keep the rules of its kind and of its agent's type, and is there anyone who can send it?</summary>
public sealed class PolicyHook(EffectKinds kinds, EffectWriters writers, IAgentPolicies policies) : IGateHook
{
    public GateStep Step => GateStep.Policy;

    public async Task<Verdict> BeforeAsync(GateRequest request, CancellationToken cancellationToken)
    {
        foreach (var effect in request.Effects)
        {
            if (await ForbidsAsync(request, effect, cancellationToken) is { } sentence)
            {
                return Verdict.Deny(DenialCodes.PolicyDenied, sentence, effect.Id);
            }
        }

        return Verdict.Allow;
    }

    private async Task<string?> ForbidsAsync(GateRequest request, GateEffect effect, CancellationToken cancellationToken)
    {
        var content = effect.Content;
        if (kinds.Check(content) is [var first, ..])
        {
            return first.Message;
        }

        if (writers.Find(content.Provider, content.Kind) is null)
        {
            return $"Synter has no way to {content.Provider} for this kind of change yet.";
        }

        return request.Agent is { } agent ? await policies.ForbidsAsync(request.Workspace, agent, effect, cancellationToken) : null;
    }
}
