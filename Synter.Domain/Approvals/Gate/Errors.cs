using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>What can keep an execution from beginning beside the gate's own denials.</summary>
public static class ExecutionErrors
{
    public static readonly Refusal NothingToResolve = Refusals.WrongState("What came of this change is known. There is nothing to settle.");

    public static readonly Refusal OutcomeMissing = Refusals.Invalid(new FieldError("/outcome", "Say executed or failed."));

    public static Refusal WrongState(DeliverableState state) => Refusals.WrongState(state is DeliverableState.Failed or DeliverableState.PartlyExecuted
        ? $"What failed was tried {EffectStates.MaxRetries + 1} times. Ask the agent for a new one."
        : $"It cannot be sent: {ReviewErrors.Words(state)}.");
}
