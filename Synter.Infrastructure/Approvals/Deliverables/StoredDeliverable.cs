using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>
/// A deliverable as it stands: the row that every decision, execution and edit locks first. What it says is in its current
/// revision; the sums here are taken from there so that lists need not read content.
/// </summary>
public sealed class StoredDeliverable : ITenantRow
{
    public required WorkspaceId WorkspaceId { get; init; }

    public required DeliverableId Id { get; init; }

    public HiredAgentId? HiredAgentId { get; init; }

    public GoalId? GoalId { get; init; }

    public RunId? RunId { get; init; }

    /// <summary>Unique in the run, so that a run taken up again doubles nothing.</summary>
    public string? Slot { get; init; }

    public required string Kind { get; init; }

    public required string Title { get; init; }

    /// <summary>The title's beginning in small letters, for finding by it; PostgreSQL makes it.</summary>
    public string TitleKey { get; private init; } = "";

    public required DeliverableState State { get; set; }

    public DateTimeOffset StateAt { get; set; }

    public int Revision { get; set; } = 1;

    public required byte[] ContentHash { get; set; }

    /// <summary>The revision its effects were planned in: when the gate denied all of them, the next one plans them anew.</summary>
    public int PlannedIn { get; set; } = 1;

    /// <summary>The approval it stands on, open or spent.</summary>
    public ApprovalId? ApprovalId { get; set; }

    public DeliverableId? SupersededBy { get; init; }

    /// <summary>Who took it while it waited.</summary>
    public UserId? AssignedTo { get; set; }

    public string? AssignedToName { get; set; }

    public string? GroupId { get; init; }

    public string? GroupTitle { get; init; }

    public int? GroupPosition { get; init; }

    public DateTimeOffset? SuggestedAt { get; init; }

    public DateTimeOffset? SendAt { get; set; }

    public int EffectCount { get; init; }

    public string[] EffectKinds { get; init; } = [];

    public string[] Providers { get; init; } = [];

    /// <summary>Cost bounds summed by currency, in the order of <see cref="StakeCurrencies"/>.</summary>
    public long[] StakeMicros { get; init; } = [];

    public string[] StakeCurrencies { get; init; } = [];

    public Risk Risk { get; init; }

    /// <summary>When the global dry run last went all the way with it but the sending.</summary>
    public DateTimeOffset? RehearsedAt { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Of the run that made it.</summary>
    public required string CorrelationId { get; init; }
}
