namespace Synter.Domain.Kernel;

/// <summary>How an act reached us.</summary>
public enum Via
{
    /// <summary>A page: a person in a browser.</summary>
    Page,

    /// <summary>The HTTP API.</summary>
    Api,

    /// <summary>Synter itself: the clock, a run, the executor.</summary>
    System,
}

/// <summary>
/// Who acts, in which workspace, with which role. Every use case takes one and checks it; hiding a button is not
/// authorisation.
/// </summary>
/// <param name="Name">For the audit and for people; an e-mail address where there is no name.</param>
/// <param name="IsStaff">An operator of the service.</param>
/// <param name="StaffReason">Why staff look into this workspace, when they do.</param>
public sealed record Actor(
    UserId User,
    WorkspaceId Workspace,
    Role Role,
    Via Via,
    string Name,
    bool IsStaff = false,
    string? StaffReason = null)
{
    public Scope Scope => new Scope.Workspace(Workspace);
}
