using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Agents.Hiring;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Gate;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Deliverables;

/// <summary>A deliverable with what its line in a list shows beside it.</summary>
internal sealed class ListedDeliverable
{
    public required StoredDeliverable Stored { get; init; }

    public StoredApproval? Approval { get; init; }

    public DateTimeOffset? ExecuteAt { get; init; }

    public string? AgentName { get; init; }

    public DeliverableRow ToRow() => new(
        Stored.Id, Stored.HiredAgentId, AgentName, Stored.GoalId, Stored.RunId, Stored.Kind, Stored.Title, Stored.State, Stored.Revision,
        ContentHash.FromDigest(Stored.ContentHash), Stored.EffectCount, Stored.EffectKinds, Stored.Providers,
        [.. Stored.StakeMicros.Zip(Stored.StakeCurrencies, Money.FromMicros)], Stored.Risk,
        Stored.GroupId is null ? null : new DeliverableGroup(Stored.GroupId, Stored.GroupTitle ?? "", Stored.GroupPosition ?? 0),
        Stored.CreatedAt, Stored.StateAt, Stored.SuggestedAt, Stored.SendAt, ExecuteAt, Stored.ApprovalId, Stored.SupersededBy,
        Stored.AssignedTo is { } assignee ? new Assignee(assignee, Stored.AssignedToName ?? "") : null);
}

/// <summary>How lists of deliverables are narrowed, ordered and paged.</summary>
internal static class DeliverableLists
{
    public static IQueryable<StoredDeliverable> Matching(this IQueryable<StoredDeliverable> rows, DeliverableFilter filter)
    {
        if (filter.States is { Count: > 0 } states)
        {
            rows = states.Count == 1 ? rows.Where(d => d.State == states[0]) : rows.Where(d => states.Contains(d.State));
        }

        if (filter.Agent is { } agent)
        {
            rows = rows.Where(d => d.HiredAgentId == agent);
        }

        if (filter.Goal is { } goal)
        {
            rows = rows.Where(d => d.GoalId == goal);
        }

        if (filter.Run is { } run)
        {
            rows = rows.Where(d => d.RunId == run);
        }

        if (filter.AssignedTo is { } assignee)
        {
            rows = rows.Where(d => d.AssignedTo == assignee);
        }

        return rows.MatchingWords(filter);
    }

    /// <summary>After a place in the order, without what stands there.</summary>
    public static IQueryable<StoredDeliverable> Beyond(this IQueryable<StoredDeliverable> rows, Keyset place, DeliverableOrder order)
    {
        var (at, id) = (place.At, DeliverableId.From(place.Id));
        return order == DeliverableOrder.NewestFirst
            ? rows.Where(d => EF.Functions.LessThan(ValueTuple.Create(d.CreatedAt, d.Id), ValueTuple.Create(at, id)))
            : rows.Where(d => EF.Functions.GreaterThan(ValueTuple.Create(d.CreatedAt, d.Id), ValueTuple.Create(at, id)));
    }

    public static IQueryable<StoredDeliverable> InOrder(this IQueryable<StoredDeliverable> rows, DeliverableOrder order) =>
        order == DeliverableOrder.NewestFirst
            ? rows.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id)
            : rows.OrderBy(d => d.CreatedAt).ThenBy(d => d.Id);

    public static IQueryable<ListedDeliverable> InOrder(this IQueryable<ListedDeliverable> rows, DeliverableOrder order) =>
        order == DeliverableOrder.NewestFirst
            ? rows.OrderByDescending(d => d.Stored.CreatedAt).ThenByDescending(d => d.Stored.Id)
            : rows.OrderBy(d => d.Stored.CreatedAt).ThenBy(d => d.Stored.Id);

    public static IQueryable<ListedDeliverable> ListedDeliverables(this SynterDbContext context, Expression<Func<StoredDeliverable, bool>> which) =>
        context.Listed(context.Set<StoredDeliverable>().AsNoTracking().Where(which));

    /// <summary>With the approval each stands on, when it goes out by itself and whose it is.</summary>
    public static IQueryable<ListedDeliverable> Listed(this SynterDbContext context, IQueryable<StoredDeliverable> rows) =>
        from row in rows
        join approval in context.Set<StoredApproval>().AsNoTracking() on row.ApprovalId equals approval.Id into approvals
        from approval in approvals.DefaultIfEmpty()
        join execution in context.Set<StoredExecution>().AsNoTracking() on row.Id equals execution.DeliverableId into executions
        from execution in executions.DefaultIfEmpty()
        join agent in context.Set<HiredAgent>().AsNoTracking() on row.HiredAgentId equals agent.Id into agents
        from agent in agents.DefaultIfEmpty()
        select new ListedDeliverable
        {
            Stored = row,
            Approval = approval,
            AgentName = agent!.Nickname,
            ExecuteAt = row.State == DeliverableState.Approved || row.State == DeliverableState.Scheduled ? (DateTimeOffset?)execution!.DueAt : null,
        };

    private static IQueryable<StoredDeliverable> MatchingWords(this IQueryable<StoredDeliverable> rows, DeliverableFilter filter)
    {
        if (!string.IsNullOrEmpty(filter.Kind))
        {
            rows = rows.Where(d => d.Kind == filter.Kind);
        }

        if (!string.IsNullOrEmpty(filter.EffectKind))
        {
            rows = rows.Where(d => d.EffectKinds.Contains(filter.EffectKind));
        }

        if (!string.IsNullOrEmpty(filter.Provider))
        {
            rows = rows.Where(d => d.Providers.Contains(filter.Provider));
        }

        if (!string.IsNullOrEmpty(filter.Group))
        {
            rows = rows.Where(d => d.GroupId == filter.Group);
        }

        if (!string.IsNullOrWhiteSpace(filter.Text))
        {
            var from = TitleKey(filter.Text.Trim());
            // Behind every title that begins so, as no text goes beyond the last code point.
            var to = from + "\U0010FFFF";
#pragma warning disable CA1309 // Never runs here: in SQL the column's own collation compares by bytes.
            rows = rows.Where(d => string.Compare(d.TitleKey, from) >= 0 && string.Compare(d.TitleKey, to) < 0);
#pragma warning restore CA1309
        }

        return rows;
    }

    private static string TitleKey(string text) =>
        (text.Length > DeliverablesConfiguration.TitleKeyLength ? text[..DeliverablesConfiguration.TitleKeyLength] : text).ToLowerInvariant();
}
