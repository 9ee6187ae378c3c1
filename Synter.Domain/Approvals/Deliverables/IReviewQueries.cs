using Synter.Domain.Agents.Hiring;
using Synter.Domain.Agents.Runs;
using Synter.Domain.Kernel;

namespace Synter.Domain.Approvals.Deliverables;

/// <summary>Which deliverables a list shows. What is null or empty does not narrow it.</summary>
/// <param name="Text">Words of the title, from its beginning.</param>
public sealed record DeliverableFilter(
    IReadOnlyList<DeliverableState>? States = null,
    HiredAgentId? Agent = null,
    GoalId? Goal = null,
    RunId? Run = null,
    string? Kind = null,
    string? EffectKind = null,
    string? Provider = null,
    string? Group = null,
    string? Text = null,
    UserId? AssignedTo = null)
{
    public static readonly DeliverableFilter Waiting = new(States: [DeliverableState.PendingReview]);
}

public enum DeliverableOrder
{
    NewestFirst,

    /// <summary>What has waited longest comes first.</summary>
    OldestFirst,
}

/// <summary>Which deliverables stand before and after one in a list, and where it stands itself.</summary>
/// <param name="Position">From 1; null when the list does not hold it (any more).</param>
/// <param name="Total">Of the list, counted a little beyond <see cref="CountLimit"/>.</param>
public sealed record Neighbours(DeliverableId? Previous, DeliverableId? Next, int? Position, int Total);

/// <summary>What pages and API read about deliverables. Flat records, one workspace.</summary>
public interface IReviewQueries
{
    Task<Page<DeliverableRow>> ListAsync(
        WorkspaceId workspace, DeliverableFilter filter, DeliverableOrder order, PageRequest page, CancellationToken cancellationToken);

    /// <summary>The same list with bodies and effects.</summary>
    Task<Page<DeliverableView>> ListWholeAsync(
        WorkspaceId workspace, DeliverableFilter filter, DeliverableOrder order, PageRequest page, CancellationToken cancellationToken);

    /// <summary>How many a filter matches, counted one beyond <see cref="CountLimit"/>.</summary>
    Task<int> CountAsync(WorkspaceId workspace, DeliverableFilter filter, CancellationToken cancellationToken);

    /// <summary>
    /// How many there are in each state that still asks something of someone or is under way, each counted one beyond
    /// <see cref="CountLimit"/>. Others are not counted.
    /// </summary>
    Task<IReadOnlyDictionary<DeliverableState, int>> OpenCountsAsync(WorkspaceId workspace, CancellationToken cancellationToken);

    Task<Neighbours> NeighboursAsync(
        WorkspaceId workspace, DeliverableId deliverable, DeliverableFilter filter, DeliverableOrder order, CancellationToken cancellationToken);

    /// <summary>Null when this workspace has none of that id.</summary>
    Task<DeliverableView?> FindAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken);

    /// <summary>All of a group, in its order.</summary>
    Task<IReadOnlyList<DeliverableRow>> GroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken);

    /// <summary>The revisions there are, the newest first, each readable for a comparison.</summary>
    Task<IReadOnlyList<RevisionView>> RevisionsAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken);

    /// <summary>The exact bytes that were hashed; null for an unknown deliverable or revision.</summary>
    /// <param name="revision">Null for the current one.</param>
    Task<byte[]?> ContentAsync(WorkspaceId workspace, DeliverableId deliverable, int? revision, CancellationToken cancellationToken);

    /// <summary>Who decided what, the newest first.</summary>
    Task<IReadOnlyList<DecisionView>> DecisionsAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken);

    /// <summary>Notes and comments that people left on an agent's deliverables lately, the newest first: what it reads before its next run.</summary>
    Task<IReadOnlyList<DecisionView>> NotesForAsync(WorkspaceId workspace, HiredAgentId agent, int limit, CancellationToken cancellationToken);
}
