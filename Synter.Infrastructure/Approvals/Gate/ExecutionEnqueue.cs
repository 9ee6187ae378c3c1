using Microsoft.EntityFrameworkCore;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Approvals.Gate;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Approvals.Gate;

/// <summary>Puts a deliverable into the execution queue, or moves it there, in the transaction that decides so.</summary>
internal static class ExecutionEnqueue
{
    public static Task EnqueueAsync(this SynterDbContext context, Redemption redemption, CancellationToken cancellationToken) =>
        context.EnqueueAsync(
            redemption.Workspace, redemption.Deliverable, redemption.Approval, redemption.At, redemption.By, redemption.Correlation, cancellationToken);

    public static Task EnqueueAsync(this SynterDbContext context, GateRequest request, DateTimeOffset dueAt, CancellationToken cancellationToken) =>
        context.EnqueueAsync(
            request.Workspace, request.Deliverable, request.Approval.Found!.Id, dueAt, request.By, request.Correlation, cancellationToken);

    // A lease that stands is left standing: its holder may be the very one that redeems.
    private static Task<int> EnqueueAsync(
        this SynterDbContext context, WorkspaceId workspace, DeliverableId deliverable, ApprovalId approval, DateTimeOffset dueAt, AskedBy by,
        CorrelationId correlation, CancellationToken cancellationToken) =>
        context.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO execution_queue (workspace_id, deliverable_id, approval_id, due_at, asked_by, asked_by_name, via, correlation_id, lease_token)
            VALUES ({workspace.Value}, {deliverable.Value}, {approval.Value}, {dueAt}, {by.User?.Value}, {by.Name}, {EnumNames.Write(by.Via)}, {correlation.Value}, 0)
            ON CONFLICT (workspace_id, deliverable_id) DO UPDATE SET
                approval_id = excluded.approval_id, due_at = excluded.due_at, asked_by = excluded.asked_by,
                asked_by_name = excluded.asked_by_name, via = excluded.via, correlation_id = excluded.correlation_id
            """,
            cancellationToken);
}
