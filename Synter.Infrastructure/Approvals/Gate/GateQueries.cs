using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>What pages and API read about approvals, denials and single effects.</summary>
internal sealed class GateQueries(SynterDatabase database, SendingSettings settings, TimeProvider clock) : IGateQueries
{
    public async Task<Page<ApprovalRow>> ApprovalsAsync(
        WorkspaceId workspace, ApprovalFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var approvals = Matching(context.Set<StoredApproval>().AsNoTracking(), filter, clock.Now());
        if (page.After is { } after)
        {
            var (at, id) = (after.At, ApprovalId.From(after.Id));
            approvals = approvals.Where(a => EF.Functions.LessThan(ValueTuple.Create(a.ApprovedAt, a.Id), ValueTuple.Create(at, id)));
        }

        var rows = await (
            from approval in approvals
            join deliverable in context.Set<StoredDeliverable>() on approval.DeliverableId equals deliverable.Id
            join agent in context.Set<HiredAgent>().AsNoTracking() on deliverable.HiredAgentId equals agent.Id into agents
            from agent in agents.DefaultIfEmpty()
            where filter.Agent == null || deliverable.HiredAgentId == filter.Agent
            orderby approval.ApprovedAt descending, approval.Id descending
            select new { Approval = approval, deliverable.Title, deliverable.HiredAgentId, agent!.Nickname, deliverable.RunId, deliverable.State })
            .Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Cut(
            rows.ConvertAll(r => new ApprovalRow(
                r.Approval.ToApproval(), r.Title, r.HiredAgentId, r.Nickname, r.RunId, r.State, r.Approval.EndedAt, r.Approval.EndedBy)),
            page,
            r => new Keyset(r.Approval.ApprovedAt, r.Approval.Id.Value));
    }

    public async Task<Page<DenialView>> DenialsAsync(
        WorkspaceId workspace, DenialFilter filter, PageRequest page, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var denials = Matching(context.Set<StoredDenial>().AsNoTracking(), filter);
        if (page.After is { } after)
        {
            var (at, id) = (after.At, DenialId.From(after.Id));
            denials = denials.Where(d => EF.Functions.LessThan(ValueTuple.Create(d.At, d.Id), ValueTuple.Create(at, id)));
        }

        var rows = await (
            from denial in denials
            join deliverable in context.Set<StoredDeliverable>() on denial.DeliverableId equals deliverable.Id
            orderby denial.At descending, denial.Id descending
            select new { Denial = denial, deliverable.Title }).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Cut(rows.ConvertAll(r => View(r.Denial, r.Title)), page, d => new Keyset(d.At, d.Id.Value));
    }

    public async Task<EffectView?> FindEffectAsync(WorkspaceId workspace, EffectId effect, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        var found = await (
            from stored in context.Set<StoredEffect>()
            join deliverable in context.Set<StoredDeliverable>() on stored.DeliverableId equals deliverable.Id
            where stored.Id == effect
            select new { Effect = stored, Deliverable = deliverable }).AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (found is null)
        {
            return null;
        }

        var revision = await RevisionOfAsync(context, found.Effect, found.Deliverable, cancellationToken);
        return found.Effect.ToView(found.Deliverable, DeliverableContent.Read(revision), settings.DryRun);
    }

    /// <summary>A live effect says what the current revision says; a denied one what was denied.</summary>
    private static Task<byte[]> RevisionOfAsync(
        SynterDbContext context, StoredEffect effect, StoredDeliverable deliverable, CancellationToken cancellationToken) =>
        context.Set<StoredRevision>()
            .Where(r => r.DeliverableId == deliverable.Id)
            .Where(r => effect.PlannedIn == deliverable.PlannedIn
                ? r.Revision == deliverable.Revision
                : r.Revision >= effect.PlannedIn && r.Revision < deliverable.PlannedIn)
            .OrderByDescending(r => r.Revision)
            .Select(r => r.Content)
            .FirstAsync(cancellationToken);

    private static IQueryable<StoredApproval> Matching(IQueryable<StoredApproval> rows, ApprovalFilter filter, DateTimeOffset now)
    {
        // As Approval.StatusAt has it.
        rows = filter.Status switch
        {
            ApprovalStatus.Open => rows.Where(a => a.SpentAt == null && a.Ended == null && a.ExpiresAt > now),
            ApprovalStatus.Spent => rows.Where(a => a.SpentAt != null),
            ApprovalStatus.Void => rows.Where(a => a.Ended != null && a.Ended != ApprovalEnd.Lapsed),
            ApprovalStatus.Lapsed => rows.Where(a => a.Ended == ApprovalEnd.Lapsed || (a.SpentAt == null && a.Ended == null && a.ExpiresAt <= now)),
            _ => rows,
        };
        if (filter.Among is { } among)
        {
            rows = rows.Where(a => among.Contains(a.Id));
        }

        return filter.ApprovedBy is { } user ? rows.Where(a => a.ApprovedBy == user) : rows;
    }

    private static IQueryable<StoredDenial> Matching(IQueryable<StoredDenial> rows, DenialFilter filter)
    {
        if (filter.Correlation is { } correlation)
        {
            rows = rows.Where(d => d.CorrelationId == correlation.Value);
        }

        if (filter.Deliverable is { } deliverable)
        {
            rows = rows.Where(d => d.DeliverableId == deliverable);
        }

        if (filter.Effect is { } effect)
        {
            rows = rows.Where(d => d.EffectId == effect);
        }

        if (filter.Agent is { } agent)
        {
            rows = rows.Where(d => d.HiredAgentId == agent);
        }

        return string.IsNullOrEmpty(filter.Code) ? rows : rows.Where(d => d.Code == filter.Code);
    }

    private static Page<T> Cut<T>(List<T> rows, PageRequest page, Func<T, Keyset> key) => rows.Count <= page.Limit
        ? new Page<T>(rows, null)
        : new Page<T>(rows[..page.Limit], key(rows[page.Limit - 1]).ToString());

    private static DenialView View(StoredDenial denial, string title) => new(
        denial.Id, denial.At, denial.Code, denial.Sentence, denial.DeliverableId, title, denial.EffectId, denial.HiredAgentId, denial.ActorId,
        denial.ActorName, denial.Via, new CorrelationId(denial.CorrelationId));
}
