namespace Synter.Domain.Kernel;

/// <summary>What a member may do in a workspace. Ordered: each role may all that the one before may.</summary>
public enum Role
{
    /// <summary>Reads.</summary>
    Viewer,

    /// <summary>Also runs, configures, reviews.</summary>
    Analyst,

    /// <summary>Also users, credentials, standing approvals and the stop.</summary>
    Admin,
}
