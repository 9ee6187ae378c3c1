using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>What pages and API read about deliverables.</summary>
internal sealed class ReviewQueries(SynterDatabase database, SendingSettings settings) : IReviewQueries
{
    /// <summary>The states that ask something of someone, or are under way.</summary>
    private static readonly DeliverableState[] Open =
    [
        DeliverableState.PendingReview, DeliverableState.Approved, DeliverableState.Scheduled, DeliverableState.Executing,
        DeliverableState.PartlyExecuted, DeliverableState.Failed, DeliverableState.Unknown,
    ];

    public async Task<Page<DeliverableRow>> ListAsync(
        WorkspaceId workspace, DeliverableFilter filter, DeliverableOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = await PageAsync(context, filter, order, page, cancellationToken);
        return Cut(rows, page, rows.ConvertAll(r => r.ToRow()));
    }

    public async Task<Page<DeliverableView>> ListWholeAsync(
        WorkspaceId workspace, DeliverableFilter filter, DeliverableOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = await PageAsync(context, filter, order, page, cancellationToken);
        return Cut(rows, page, await ViewsAsync(context, rows, cancellationToken));
    }

    public async Task<int> CountAsync(WorkspaceId workspace, DeliverableFilter filter, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Matching(context, filter).Take(CountLimit.Rows + 1).CountAsync(cancellationToken);
    }

    public async Task<IReadOnlyDictionary<DeliverableState, int>> OpenCountsAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var counts = await context.Database.SqlQuery<StateCount>($"""
            SELECT state, (SELECT count(*)::int FROM (
                SELECT FROM deliverables d WHERE d.workspace_id = {workspace.Value} AND d.state = open.state LIMIT {CountLimit.Rows + 1}) AS counted) AS count
            FROM unnest({Open.Select(EnumNames.Write).ToArray()}) AS open(state)
            """).ToListAsync(cancellationToken);
        return counts.ToDictionary(c => EnumNames.Read<DeliverableState>(c.State), c => c.Count);
    }

    public async Task<Neighbours> NeighboursAsync(
        WorkspaceId workspace, DeliverableId deliverable, DeliverableFilter filter, DeliverableOrder order, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var matching = Matching(context, filter);
        var total = await matching.Take(CountLimit.Rows + 1).CountAsync(cancellationToken);
        var place = await context.Set<StoredDeliverable>()
            .Where(d => d.Id == deliverable)
            .Select(d => new { d.CreatedAt, IsListed = matching.Any(m => m.Id == deliverable) })
            .SingleOrDefaultAsync(cancellationToken);
        if (place is null)
        {
            return new Neighbours(null, null, null, total);
        }

        // The one that was decided is no longer in the list of those that wait, and still has neighbours there.
        var key = new Keyset(place.CreatedAt, deliverable.Value);
        var before = matching.Beyond(key, Opposite(order));
        return new Neighbours(
            await IdAsync(before.InOrder(Opposite(order)), cancellationToken),
            await IdAsync(matching.Beyond(key, order).InOrder(order), cancellationToken),
            place.IsListed ? 1 + await before.Take(CountLimit.Rows).CountAsync(cancellationToken) : null,
            total);
    }

    public async Task<DeliverableView?> FindAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = await context.ListedDeliverables(d => d.Id == deliverable).ToListAsync(cancellationToken);
        return (await ViewsAsync(context, rows, cancellationToken)).SingleOrDefault();
    }

    public async Task<IReadOnlyList<DeliverableRow>> GroupAsync(WorkspaceId workspace, string group, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var rows = await context.ListedDeliverables(d => d.GroupId == group).ToListAsync(cancellationToken);
        return [.. rows.OrderBy(r => r.Stored.GroupPosition).ThenBy(r => r.Stored.CreatedAt).Select(r => r.ToRow())];
    }

    public async Task<IReadOnlyList<RevisionView>> RevisionsAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var revisions = await context.Set<StoredRevision>().AsNoTracking()
            .Where(r => r.DeliverableId == deliverable).OrderByDescending(r => r.Revision)
            .ToListAsync(cancellationToken);
        return
        [
            .. revisions.Select(r => new RevisionView(
                r.Revision, ContentHash.FromDigest(r.ContentHash), r.Author, r.AuthorName, r.Reason, r.CreatedAt, DeliverableContent.Read(r.Content))),
        ];
    }

    public async Task<byte[]?> ContentAsync(WorkspaceId workspace, DeliverableId deliverable, int? revision, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await (
            from stored in context.Set<StoredDeliverable>()
            join content in context.Set<StoredRevision>() on stored.Id equals content.DeliverableId
            where stored.Id == deliverable && content.Revision == (revision ?? stored.Revision)
            select content.Content).SingleOrDefaultAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DecisionView>> DecisionsAsync(WorkspaceId workspace, DeliverableId deliverable, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Decisions(context, d => d.Id == deliverable, _ => true).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<DecisionView>> NotesForAsync(WorkspaceId workspace, HiredAgentId agent, int limit, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await Decisions(context, d => d.HiredAgentId == agent, d => d.Note != null).Take(limit).ToListAsync(cancellationToken);
    }

    private static IQueryable<StoredDeliverable> Matching(SynterDbContext context, DeliverableFilter filter) =>
        context.Set<StoredDeliverable>().AsNoTracking().Matching(filter);

    private static async Task<List<ListedDeliverable>> PageAsync(
        SynterDbContext context, DeliverableFilter filter, DeliverableOrder order, PageRequest page, CancellationToken cancellationToken)
    {
        var rows = Matching(context, filter);
        rows = page.After is { } after ? rows.Beyond(after, order) : rows;
        // One more than asked for tells whether there is a next page.
        return await context.Listed(rows.InOrder(order).Take(page.Limit + 1)).InOrder(order).ToListAsync(cancellationToken);
    }

    private static Page<T> Cut<T>(List<ListedDeliverable> rows, PageRequest page, IReadOnlyList<T> items) => rows.Count <= page.Limit
        ? new Page<T>(items, null)
        : new Page<T>([.. items.Take(page.Limit)], new Keyset(rows[page.Limit - 1].Stored.CreatedAt, rows[page.Limit - 1].Stored.Id.Value).ToString());

    private static DeliverableOrder Opposite(DeliverableOrder order) =>
        order == DeliverableOrder.NewestFirst ? DeliverableOrder.OldestFirst : DeliverableOrder.NewestFirst;

    private static async Task<DeliverableId?> IdAsync(IQueryable<StoredDeliverable> rows, CancellationToken cancellationToken) =>
        (await rows.Select(d => new { d.Id }).FirstOrDefaultAsync(cancellationToken))?.Id;

    private static IQueryable<DecisionView> Decisions(
        SynterDbContext context, Expression<Func<StoredDeliverable, bool>> of, Expression<Func<StoredDecision, bool>> which) =>
        from decision in context.Set<StoredDecision>().Where(which)
        join deliverable in context.Set<StoredDeliverable>().Where(of) on decision.DeliverableId equals deliverable.Id
        orderby decision.At descending
        select new DecisionView(
            decision.Id, deliverable.Id, deliverable.Title, decision.Decision, decision.Revision, decision.ByUser, decision.ByName, decision.Via,
            decision.Note, decision.At);

    private async Task<List<DeliverableView>> ViewsAsync(SynterDbContext context, List<ListedDeliverable> rows, CancellationToken cancellationToken)
    {
        var ids = rows.ConvertAll(r => r.Stored.Id);
        var contents = await (
            from stored in context.Set<StoredDeliverable>()
            join revision in context.Set<StoredRevision>()
                on new { Id = stored.Id, stored.Revision } equals new { Id = revision.DeliverableId, revision.Revision }
            where ids.Contains(stored.Id)
            select new { stored.Id, revision.Content }).ToDictionaryAsync(c => c.Id, c => c.Content, cancellationToken);
        var effects = (await context.Set<StoredEffect>().AsNoTracking().Where(e => ids.Contains(e.DeliverableId)).ToListAsync(cancellationToken))
            .ToLookup(e => (e.DeliverableId, e.PlannedIn));
        return rows.ConvertAll(r => View(r, DeliverableContent.Read(contents[r.Stored.Id]), effects[(r.Stored.Id, r.Stored.PlannedIn)]));
    }

    private DeliverableView View(ListedDeliverable row, DeliverableContent? content, IEnumerable<StoredEffect> effects) => new(
        row.ToRow(),
        IsReadable: content is not null,
        content?.Body ?? "",
        [.. effects.OrderBy(e => e.Position).Select(e => e.ToView(row.Stored, content, settings.DryRun))],
        row.Approval?.ToApproval(),
        new CorrelationId(row.Stored.CorrelationId));

    private sealed record StateCount(string State, int Count);
}
