using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>One line of a list of deliverables.</summary>
/// <param name="AgentName">The hired agent's nickname.</param>
/// <param name="EffectKinds">Each kind once, as are the providers.</param>
/// <param name="AtStake">The sum of its effects' cost bounds, a currency each.</param>
/// <param name="StateAt">Since when it is in its state.</param>
/// <param name="SuggestedAt">When the agent would send it; advice.</param>
/// <param name="SendAt">When it goes out at the earliest; set by an edit.</param>
/// <param name="ExecuteAt">When it goes out by itself; until then it can be undone.</param>
/// <param name="Approval">The approval it stands on, spent or open.</param>
/// <param name="SupersededBy">What took its place.</param>
/// <param name="AssignedTo">Who took it while it waited.</param>
public sealed record DeliverableRow(
    DeliverableId Id,
    HiredAgentId? Agent,
    string? AgentName,
    GoalId? Goal,
    RunId? Run,
    string Kind,
    string Title,
    DeliverableState State,
    int Revision,
    ContentHash ContentHash,
    int EffectCount,
    IReadOnlyList<string> EffectKinds,
    IReadOnlyList<string> Providers,
    IReadOnlyList<Money> AtStake,
    Risk Risk,
    DeliverableGroup? Group,
    DateTimeOffset CreatedAt,
    DateTimeOffset StateAt,
    DateTimeOffset? SuggestedAt,
    DateTimeOffset? SendAt,
    DateTimeOffset? ExecuteAt,
    ApprovalId? Approval,
    DeliverableId? SupersededBy = null,
    Assignee? AssignedTo = null);
