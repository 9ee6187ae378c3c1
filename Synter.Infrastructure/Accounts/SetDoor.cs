using Microsoft.EntityFrameworkCore;
using Synter.Domain.Accounts;
using Synter.Domain.Audit;
using Synter.Domain.Kernel;
using Synter.Infrastructure.Audit;
using Synter.Infrastructure.Database;

namespace Synter.Infrastructure.Accounts;

/// <summary>Says how people come into a workspace. An admin's.</summary>
public sealed class SetDoor(SynterDatabase database, SessionStore sessions, AuditLog audit)
{
    public async Task<WorkspaceDoor> ReadAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var context = database.Context(actor.Scope);
        return (await context.Set<Workspace>().AsNoTracking().FirstAsync(w => w.Id == actor.Workspace, cancellationToken)).Door;
    }

    public async Task<Result<Done>> ExecuteAsync(Actor actor, Result<WorkspaceDoor> wanted, CancellationToken cancellationToken)
    {
        if (actor.Lacks(Permission.ManageMembers) is { } lacking) return lacking;
        if (!wanted.TryGet(out var door, out var refusal)) return refusal;

        await using var context = database.Context(actor.Scope);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var workspace = await context.Set<Workspace>().FirstAsync(w => w.Id == actor.Workspace, cancellationToken);
        var before = workspace.Door;
        workspace.Hang(door);
        await context.SaveChangesAsync(cancellationToken);
        await audit.AppendAsync(
            context,
            new AuditEntry(actor.Workspace, "workspace.door_changed", actor.Name, actor.User, actor.Via, actor.Workspace.ToString(), CorrelationId.Current, new() { ["before"] = Facts(before), ["after"] = Facts(door) }),
            cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        sessions.Forget(actor.Workspace);
        return new Done();
    }

    private static System.Text.Json.Nodes.JsonObject Facts(WorkspaceDoor door) => new()
    {
        ["allows_sign_up"] = door.AllowsSignUp,
        ["email_domains"] = new System.Text.Json.Nodes.JsonArray([.. door.EmailDomains.Select(d => (System.Text.Json.Nodes.JsonNode)d)]),
        ["passwordless"] = door.IsPasswordless,
        ["requires_second_factor"] = door.RequiresSecondFactor,
    };
}
