using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>One no of the gate.</summary>
public sealed class StoredDenial : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required DenialId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Code { get; init; }

    public required string Sentence { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    public EffectId? EffectId { get; init; }

    public HiredAgentId? HiredAgentId { get; init; }

    /// <summary>Null when Synter itself asked.</summary>
    public UserId? ActorId { get; init; }

    public required string ActorName { get; init; }

    public required Via Via { get; init; }

    public required string CorrelationId { get; init; }
}
