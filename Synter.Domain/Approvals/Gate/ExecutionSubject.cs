using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>One effect of a deliverable that is to be executed, or is.</summary>
/// <param name="Attempts">How often its sending began.</param>
/// <param name="RetryAt">When it is sent again by itself; null when that is for a person to say.</param>
/// <param name="InDoubt">The attempt whose end nobody knows.</param>
public sealed record ExecutionEffect(EffectId Id, EffectState State, int Attempts, DateTimeOffset? RetryAt, AttemptInDoubt? InDoubt)
{
    public bool CanRetry => State == EffectState.Failed && Attempts <= EffectStates.MaxRetries;

    public EffectProgress Progress => new(State, RetryAt is not null);
}

/// <summary>A sending without an answer: the call was cut, or the process that made it died.</summary>
/// <param name="Deadline">When the call was over at the latest; its provider is asked no earlier.</param>
/// <param name="Looks">How often its provider was asked in vain.</param>
/// <param name="ResentBefore">Whether the effect was sent again already after it was not found.</param>
public sealed record AttemptInDoubt(int Attempt, DateTimeOffset Deadline, int Looks, bool ResentBefore);

/// <summary>A deliverable on its way out.</summary>
/// <param name="Content">From the current revision's bytes; null when this Synter cannot read them.</param>
/// <param name="Effects">In the content's order.</param>
public sealed record ExecutionSubject(
    WorkspaceId Workspace,
    DeliverableId Id,
    HiredAgentId? Agent,
    DeliverableState State,
    int Revision,
    ContentHash ContentHash,
    DeliverableContent? Content,
    IReadOnlyList<ExecutionEffect> Effects)
{
    /// <summary>Whether a grant stands and what failed may be sent again on it.</summary>
    public bool IsRetry => State is DeliverableState.Failed or DeliverableState.PartlyExecuted;

    /// <summary>The effects an execution would send now: all of them, or on a retry those that failed.</summary>
    public IReadOnlyList<GateEffect> ToSend => Content is null
        ? []
        : [.. Effects.Zip(Content.Effects).Where(p => !IsRetry || p.First.CanRetry).Select(p => new GateEffect(p.First.Id, p.Second))];

    public GateRequest Request(PresentedApproval approval, AskedBy by, CorrelationId correlation, DateTimeOffset now) => new(
        GateMoment.Redeem, Workspace, Agent, Id, Revision, ContentHash, approval, ToSend, by, correlation, now);
}
