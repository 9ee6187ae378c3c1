using System.Text.Json.Nodes;
using Synter.Domain.Kernel;

namespace Synter.Domain.Audit;

/// <summary>One line of the audit chain: who did what to which thing, when, and under which correlation id.</summary>
/// <param name="Kind">Dotted, as in <c>deliverable.approved</c>, <c>gate.denied</c>, <c>session.signed_in</c>.</param>
/// <param name="Subject">The prefixed id of what it is about.</param>
/// <param name="Details">Before and after, limits, sentences. Erasable: the chain holds only its digest. Never a secret.</param>
/// <param name="Workspace">Null for the platform's own chain.</param>
public sealed record AuditEntry(
    WorkspaceId? Workspace,
    string Kind,
    string ActorName,
    UserId? Actor,
    Via Via,
    string? Subject,
    CorrelationId Correlation,
    JsonObject Details)
{
    public static AuditEntry By(Actor actor, string kind, string? subject, JsonObject details)
    {
        if (actor.StaffReason is { } reason)
        {
            // Whoever reads the workspace's audit sees that it was an operator of the service, and why.
            details["staff_reason"] = reason;
        }

        return new AuditEntry(actor.Workspace, kind, actor.Name, actor.User, actor.Via, subject, CorrelationId.Current, details);
    }

    /// <summary>What Synter does itself: the clock, a run, the executor.</summary>
    public static AuditEntry BySystem(WorkspaceId workspace, string kind, string? subject, CorrelationId correlation, JsonObject details) => new(
        workspace, kind, "Synter", null, Via.System, subject, correlation, details);
}
