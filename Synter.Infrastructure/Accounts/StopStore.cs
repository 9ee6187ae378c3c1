using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Approvals.Deliverables;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Approvals.Deliverables;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>The stop of a workspace, in its row.</summary>
public sealed class StopStore(SynterDatabase database, AuditLog audit, TimeProvider clock) : IStopStore, IStopState
{
    public async Task<Stop> StopAsync(Actor actor, string? reason, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var workspace = await LockAsync(context, actor.Workspace, cancellationToken);
        var kind = workspace.StoppedAt is null ? "changes.stopped" : "changes.stop_explained";
        workspace.Stop(actor.User, reason, clock.Now());
        if (await context.SaveChangesAsync(cancellationToken) > 0)
        {
            await audit.AppendAsync(
                context, AuditEntry.By(actor, kind, actor.Workspace.ToString(), new JsonObject { ["reason"] = workspace.StopReason }), cancellationToken);
        }

        var stop = (await ReadAsync(context, actor.Workspace, cancellationToken))!;
        await transaction.CommitAsync(cancellationToken);
        return stop;
    }

    public async Task<bool> ResumeAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var workspace = await LockAsync(context, actor.Workspace, cancellationToken);
        if (workspace.StoppedAt is not { } since)
        {
            return false;
        }

        var details = new JsonObject { ["stopped_at"] = since, ["reason"] = workspace.StopReason };
        workspace.Resume();
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(context, AuditEntry.By(actor, "changes.resumed", actor.Workspace.ToString(), details), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<Stop?> ReadAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        return await ReadAsync(context, workspace, cancellationToken);
    }

    public async Task<StopBanner?> ReadBannerAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await using var context = database.Context(new Scope.Workspace(workspace));
        if (await ReadAsync(context, workspace, cancellationToken) is not { } stop)
        {
            return null;
        }

        var held = await context.Set<StoredDeliverable>()
            .CountAsync(d => d.State == DeliverableState.Approved || d.State == DeliverableState.Scheduled, cancellationToken);
        return new StopBanner(stop, held);
    }

    private static async Task<Workspace> LockAsync(SynterDbContext context, WorkspaceId workspace, CancellationToken cancellationToken)
    {
        await context.Database.ExecuteSqlAsync($"SELECT FROM workspaces WHERE id = {workspace.Value} FOR UPDATE", cancellationToken);
        return await context.Set<Workspace>().SingleAsync(w => w.Id == workspace, cancellationToken);
    }

    private static Task<Stop?> ReadAsync(SynterDbContext context, WorkspaceId workspace, CancellationToken cancellationToken) =>
        (from w in context.Set<Workspace>()
         join u in context.Users on w.StoppedBy equals u.Id
         where w.Id == workspace && w.StoppedAt != null
         select new Stop(w.StoppedAt!.Value, u.Name, w.StopReason)).SingleOrDefaultAsync(cancellationToken);
}
