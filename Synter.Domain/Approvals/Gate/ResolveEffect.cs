using Synter.Domain.Accounts;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>A person looked at the provider and says what came of a change nobody could tell about.</summary>
public sealed class ResolveEffect(IExecutions executions)
{
    public async Task<Result<ResolvedEffect>> ExecuteAsync(
        Actor actor, EffectId effect, EffectState outcome, string? note, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ReviewProposals) is { } lacking)
        {
            return lacking;
        }

        return outcome is EffectState.Executed or EffectState.Failed
            ? await executions.ResolveAsync(actor, effect, outcome, note, cancellationToken)
            : ExecutionErrors.OutcomeMissing;
    }
}
