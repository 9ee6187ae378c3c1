using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>A deliverable as it is read and decided on: its row, and what its current revision's bytes say.</summary>
/// <param name="IsReadable">False for content of a version this Synter does not know: show the bytes, offer no decision.</param>
/// <param name="Effects">In the content's order.</param>
/// <param name="Approval">The approval it stands on, spent or open; null when it has none.</param>
/// <param name="Correlation">Of the run that made it.</param>
public sealed record DeliverableView(
    DeliverableRow Row,
    bool IsReadable,
    string BodyMarkdown,
    IReadOnlyList<EffectView> Effects,
    Approval? Approval,
    CorrelationId Correlation);

/// <summary>A revision, for comparing with another.</summary>
/// <param name="AuthorName">A person's name; null for the agent.</param>
/// <param name="Author">Null for the agent.</param>
public sealed record RevisionView(
    int Revision, ContentHash ContentHash, UserId? Author, string? AuthorName, RevisionReason Reason, DateTimeOffset CreatedAt, DeliverableContent? Content);

/// <summary>Why a revision was made.</summary>
public enum RevisionReason
{
    /// <summary>The agent proposed it.</summary>
    Proposed,

    /// <summary>A person edited it.</summary>
    Edited,

    /// <summary>The gate denied all of it, so the same must be decided anew.</summary>
    Denied,
}

/// <summary>One decision of the past.</summary>
public sealed record DecisionView(
    DecisionId Id, DeliverableId Deliverable, string Title, Decision Decision, int Revision, UserId By, string ByName, Via Via, string? Note, DateTimeOffset At);
