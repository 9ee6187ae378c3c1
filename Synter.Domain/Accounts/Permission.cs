namespace Synter.Domain.Accounts;

/// <summary>One thing a person may do. Endpoints, pages and use cases name it; <see cref="Permissions"/> says who may.</summary>
public enum Permission
{
    /// <summary>See what the workspace has: agents, runs, proposals, datasets, audit.</summary>
    Read,

    /// <summary>Know who one is, sign out, and set up the second factor that a workspace asks for: all there is until it is set up.</summary>
    FinishSignIn,

    /// <summary>See and end one's own sessions, make and revoke one's own API tokens.</summary>
    KeepOwnAccount,

    /// <summary>Hire, configure, pause and end agents, and give them goals.</summary>
    ConfigureAgents,

    /// <summary>Start and cancel runs.</summary>
    RunAgents,

    /// <summary>Approve, edit, reject, send, take back, assign; say what became of an unknown change.</summary>
    ReviewProposals,

    /// <summary>Make, amend, judge and cancel datasets.</summary>
    MakeDatasets,

    /// <summary>Try whether a credential still works.</summary>
    TestCredentials,

    /// <summary>Hold back every change of the workspace.</summary>
    StopChanges,

    /// <summary>Let held changes go.</summary>
    ResumeChanges,

    /// <summary>Store and revoke provider secrets.</summary>
    ManageCredentials,

    /// <summary>Invite people, give them roles, shut them out.</summary>
    ManageMembers,

    /// <summary>Erase what an audit entry says beyond its bare facts.</summary>
    EraseAuditDetails,

    /// <summary>See and steer the simulated providers.</summary>
    UseSandbox,

    /// <summary>Remove views of a list that others share with everybody.</summary>
    TidyViews,

    /// <summary>Make workspaces and renew the service's own keys.</summary>
    OperateService,
}
