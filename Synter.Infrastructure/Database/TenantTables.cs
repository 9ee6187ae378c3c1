namespace Synter.Infrastructure.Database;

/// <summary>A table whose rows belong to workspaces.</summary>
/// <param name="IsExported">Whether a customer who takes the workspace along gets its rows: what people made and decided, not our machinery.</param>
public sealed record TenantTable(string Name, bool IsExported);

/// <summary>
/// Every table whose rows belong to workspaces, in the order a workspace is deleted by: what points comes before what it points to.
/// Exporting walks it the other way. A test fails when a table is missing here, or stands in the wrong place.
/// </summary>
public static class TenantTables
{
    public static readonly IReadOnlyList<TenantTable> InDeleteOrder =
    [
        new("idempotency_keys", IsExported: false),
        new("usage", IsExported: true),
        new("execution_queue", IsExported: false),
        new("effect_attempts", IsExported: true),
        new("effect_grants", IsExported: true),
        new("denials", IsExported: true),
        new("review_decisions", IsExported: true),
        new("approvals", IsExported: true),
        new("effects", IsExported: true),
        new("deliverable_revisions", IsExported: true),
        new("deliverables", IsExported: true),
        new("dataset_mirrors", IsExported: false),
        new("dataset_records", IsExported: true),
        new("datasets", IsExported: true),
        new("datagen_counters", IsExported: true),
        new("run_queue", IsExported: false),
        new("lanes", IsExported: false),
        new("run_checkpoints", IsExported: false),
        new("watermarks", IsExported: false),
        new("run_log", IsExported: true),
        new("runs", IsExported: true),
        new("goal_revisions", IsExported: true),
        new("goals", IsExported: true),
        new("hired_agent_revisions", IsExported: true),
        new("hired_agents", IsExported: true),
        // Without their secrets: those never leave.
        new("credentials", IsExported: true),
        new("saved_views", IsExported: true),
        new("invitations", IsExported: true),
        new("memberships", IsExported: true),
        new("audit_details", IsExported: true),
        new("audit_entries", IsExported: true),
        new("audit_heads", IsExported: false),
        new("workspaces", IsExported: true),
    ];
}
