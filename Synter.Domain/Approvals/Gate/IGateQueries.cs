using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Gate;

/// <param name="Among">Only these, wherever they are in their life; null for all.</param>
public sealed record ApprovalFilter(
    ApprovalStatus? Status = null, UserId? ApprovedBy = null, HiredAgentId? Agent = null, IReadOnlyList<ApprovalId>? Among = null);

/// <summary>An approval and what it is for.</summary>
/// <param name="State">Of what it was given for, as that stands now.</param>
/// <param name="EndedBy">Who took it back; null when nobody did.</param>
public sealed record ApprovalRow(
    Approval Approval,
    string Title,
    HiredAgentId? Agent,
    string? AgentName,
    RunId? Run,
    DeliverableState State,
    DateTimeOffset? EndedAt,
    string? EndedBy);

public sealed record DenialFilter(
    CorrelationId? Correlation = null, DeliverableId? Deliverable = null, EffectId? Effect = null, HiredAgentId? Agent = null, string? Code = null);

/// <summary>One no of the gate.</summary>
public sealed record DenialView(
    DenialId Id,
    DateTimeOffset At,
    string Code,
    string Message,
    DeliverableId Deliverable,
    string Title,
    EffectId? Effect,
    HiredAgentId? Agent,
    UserId? Actor,
    string ActorName,
    Via Via,
    CorrelationId Correlation);

/// <summary>What pages and API read about approvals, denials and single effects.</summary>
public interface IGateQueries
{
    Task<Page<ApprovalRow>> ApprovalsAsync(WorkspaceId workspace, ApprovalFilter filter, PageRequest page, CancellationToken cancellationToken);

    Task<Page<DenialView>> DenialsAsync(WorkspaceId workspace, DenialFilter filter, PageRequest page, CancellationToken cancellationToken);

    /// <summary>Null when this workspace has none of that id.</summary>
    Task<EffectView?> FindEffectAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken);
}
