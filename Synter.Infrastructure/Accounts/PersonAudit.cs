using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Records what a person did with their own account: in each of their workspaces, as it concerns all of them.</summary>
public static class PersonAudit
{
    /// <summary>In the caller's transaction, as its last statement; the workspaces always in the same order, so that two such never wait for each other.</summary>
    public static async Task AppendAboutAsync(
        this AuditLog audit, SynterDbContext context, User user, Via via, string kind, JsonObject details, CancellationToken cancellationToken)
    {
        foreach (var workspace in await context.Set<Membership>().Where(m => m.UserId == user.Id).OrderBy(m => m.WorkspaceId).Select(m => m.WorkspaceId).ToListAsync(cancellationToken))
        {
            await audit.AppendAsync(
                context,
                new AuditEntry(workspace, kind, user.Name, user.Id, via, user.Id.ToString(), CorrelationId.Current, (JsonObject)details.DeepClone()),
                cancellationToken);
        }
    }
}
