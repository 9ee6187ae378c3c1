using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <summary>When the gate is asked.</summary>
public enum GateMoment
{
    /// <summary>Before the approval is spent; a person may be waiting for the answer.</summary>
    Redeem,

    /// <summary>Just before one effect is sent, on its grant.</summary>
    Send,
}

/// <summary>Who wants it done.</summary>
public sealed record AskedBy(UserId? User, string Name, Via Via)
{
    public static AskedBy Of(Actor actor) => new(actor.User, actor.Name, actor.Via);
}

/// <summary>The approval a request came with.</summary>
/// <param name="Given">Whether it named one at all.</param>
/// <param name="Found">Null when this workspace has none of that name.</param>
public sealed record PresentedApproval(bool Given, Approval? Found)
{
    public static readonly PresentedApproval None = new(false, null);
}

/// <summary>One change the gate is asked to let through.</summary>
public sealed record GateEffect(EffectId Id, ContentEffect Content);

/// <summary>All that hooks judge by. Data only: what else a hook needs it reads through its own ports.</summary>
/// <param name="ContentHash">Of the revision that stands now.</param>
/// <param name="Effects">At redeem all of the deliverable's, at send the one that is next.</param>
public sealed record GateRequest(
    GateMoment Moment,
    WorkspaceId Workspace,
    HiredAgentId? Agent,
    DeliverableId Deliverable,
    int Revision,
    ContentHash ContentHash,
    PresentedApproval Approval,
    IReadOnlyList<GateEffect> Effects,
    AskedBy By,
    CorrelationId Correlation,
    DateTimeOffset Now);
