using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>One change and what came of it. What it would do is in the deliverable's content, at its position.</summary>
public sealed class StoredEffect : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required EffectId Id { get; init; }

    public required DeliverableId DeliverableId { get; init; }

    /// <summary>The revision it was planned in; see <see cref="StoredDeliverable.PlannedIn"/>.</summary>
    public required int PlannedIn { get; init; }

    /// <summary>From 0, as in the content.</summary>
    public required int Position { get; init; }

    public required string Kind { get; init; }

    public required string Provider { get; init; }

    public required string IdempotencyKey { get; init; }

    /// <summary>The agent's sentence. Said to people, not sent, so no part of the content.</summary>
    public required string Reason { get; init; }

    public EffectState State { get; set; } = EffectState.Planned;

    public DateTimeOffset StateAt { get; set; }

    public int Attempts { get; set; }

    /// <summary>When it is sent again by itself.</summary>
    public DateTimeOffset? RetryAt { get; set; }

    public string? ProviderRef { get; set; }

    public string? ProviderUrl { get; set; }

    public string? ProblemCode { get; set; }

    public string? Problem { get; set; }

    /// <summary>Of the request that had it executed.</summary>
    public string? CorrelationId { get; set; }
}
