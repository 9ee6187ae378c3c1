using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>A deliverable as it stands while its row is locked: all that a decision is judged by.</summary>
/// <param name="Content">Null when this Synter cannot read it.</param>
/// <param name="Effects">In the content's order.</param>
/// <param name="Author">Who wrote the current revision; null for the agent.</param>
/// <param name="Approvals">All it ever had.</param>
/// <param name="FourEyes">The workspace wants authors not to approve what they wrote.</param>
public sealed record ReviewSubject(
    DeliverableId Id,
    DeliverableState State,
    int Revision,
    ContentHash ContentHash,
    DeliverableContent? Content,
    IReadOnlyList<EffectId> Effects,
    UserId? Author,
    IReadOnlyList<Approval> Approvals,
    bool FourEyes,
    TimeSpan UndoWindow);

/// <summary>What a decision changes. Committed as a whole, with its audit entry.</summary>
/// <param name="Content">The next revision, when the decision makes one.</param>
/// <param name="Approval">The approval it gives.</param>
/// <param name="Ends">How the open approval ends, when the decision ends it.</param>
/// <param name="ExecuteAt">When to execute by itself.</param>
public sealed record ReviewChange(
    Decision Decision,
    DeliverableState State,
    DeliverableContent? Content = null,
    Approval? Approval = null,
    ApprovalEnd? Ends = null,
    DateTimeOffset? ExecuteAt = null);
