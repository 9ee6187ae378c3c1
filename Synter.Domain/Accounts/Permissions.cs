using Synter.Domain.Kernel;

namespace Synter.Domain.Accounts;

/// <summary>
/// The one table of who may do what. Policies of pages and endpoints are made from it, use cases ask it again, and a test walks
/// every address with every role against it.
/// </summary>
public static class Permissions
{
    private static readonly Dictionary<Permission, Role> s_leastRole = new()
    {
        [Permission.Read] = Role.Viewer,
        [Permission.FinishSignIn] = Role.Viewer,
        [Permission.KeepOwnAccount] = Role.Viewer,
        [Permission.ConfigureAgents] = Role.Analyst,
        [Permission.RunAgents] = Role.Analyst,
        [Permission.ReviewProposals] = Role.Analyst,
        [Permission.MakeDatasets] = Role.Analyst,
        [Permission.TestCredentials] = Role.Analyst,
        // Whoever may let a change out may hold all of them; putting them back in motion takes an admin.
        [Permission.StopChanges] = Role.Analyst,
        [Permission.ResumeChanges] = Role.Admin,
        [Permission.ManageCredentials] = Role.Admin,
        [Permission.ManageMembers] = Role.Admin,
        [Permission.EraseAuditDetails] = Role.Admin,
        [Permission.UseSandbox] = Role.Admin,
        [Permission.TidyViews] = Role.Admin,
    };

    /// <summary>The least role that has it, or null when it is for staff alone, whatever their role.</summary>
    public static Role? LeastRole(Permission permission) => s_leastRole.TryGetValue(permission, out var role) ? role : null;

    public static bool Includes(Role role, bool isStaff, Permission permission) =>
        LeastRole(permission) is { } least ? role >= least : isStaff;

    /// <summary>Null when the actor may, else the refusal to return.</summary>
    public static Refusal? Lacks(this Actor actor, Permission permission) =>
        Includes(actor.Role, actor.IsStaff, permission) ? null : Refusal(permission);

    /// <summary>Who has it, in words: as in «This needs an analyst or an admin».</summary>
    public static string WhoMay(Permission permission) => LeastRole(permission) switch
    {
        Role.Viewer => "a member",
        Role.Analyst => "an analyst or an admin",
        Role.Admin => "an admin",
        _ => "staff of the service",
    };

    public static Refusal Refusal(Permission permission) => LeastRole(permission) is { } least
        ? Refusals.Forbidden(least)
        : new Refusal(RefusalKind.Denied, "forbidden", "Only staff of the service may do this.");
}
